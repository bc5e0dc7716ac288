package io.millrace.model.landing;

import java.util.Locale;

/** How what is offered stands to what the log has. */
enum Coverage {
  /** The log has all of it. */
  COVERED,
  /** It begins exactly where the log ends. */
  NEW;

  /**
   * By topic and offset ranges.
   *
   * @throws LandingStoppedException if it is neither
   */
  static Coverage of(CommitRecord last, StagedBatch batch) {
    requireSameTopic(last, batch.origin().topicId());
    boolean allCovered = true;
    boolean allNew = true;
    for (BatchRange range : batch.ranges()) {
      long expected = expected(last, range);
      if (range.fromOffset() > expected) {
        throw new LandingStoppedException(
            String.format(
                Locale.ROOT,
                "partition %d: the batch begins at offset %d, but landing ended at %d: offsets [%d, %d) would be lost",
                range.partition(),
                range.fromOffset(),
                expected,
                expected,
                range.fromOffset()));
      }
      allCovered &= range.untilOffset() <= expected;
      allNew &= range.fromOffset() == expected;
    }
    if (allNew) {
      return NEW;
    }
    if (allCovered) {
      return COVERED;
    }
    throw new LandingStoppedException(
        "the batch %s overlaps what is landed up to %s: landing it would double records"
            .formatted(batch.ranges(), last.ends()));
  }

  /**
   * By where the log goes on.
   *
   * @throws LandingStoppedException if the gaps do not begin where the log ends
   */
  static Coverage of(CommitRecord last, AcceptedGaps accepted) {
    TopicPositions resume = accepted.resume();
    if (resume.offsets().equals(last.endsByPartition())
        && (last.topicId() == null || last.topicId().equals(resume.topicId()))) {
      return COVERED;
    }
    for (OffsetGap gap : accepted.gaps()) {
      long end = last.end(gap.partition()).orElse(0L);
      if (gap.fromOffset() != end) {
        throw new LandingStoppedException(
            String.format(
                Locale.ROOT,
                "partition %d: the accepted gap begins at offset %d, but landing ended at %d",
                gap.partition(),
                gap.fromOffset(),
                end));
      }
    }
    return NEW;
  }

  /**
   * Where the partition's next batch must begin. One that the log does not know is new and has to
   * be landed from its first record; except in the first batch, which begins with what the topic
   * has.
   */
  private static long expected(CommitRecord last, BatchRange range) {
    return last.end(range.partition()).orElse(last.ends().isEmpty() ? range.fromOffset() : 0L);
  }

  private static void requireSameTopic(CommitRecord last, String topicId) {
    if (last.topicId() != null && topicId != null && !last.topicId().equals(topicId)) {
      throw new LandingStoppedException(
          "the batch is of topic id %s, but what is landed is of topic id %s: the topic was recreated"
              .formatted(topicId, last.topicId()));
    }
  }
}
