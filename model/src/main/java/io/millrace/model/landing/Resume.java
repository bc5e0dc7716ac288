package io.millrace.model.landing;

import io.millrace.model.landing.OffsetGap.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a reader of a topic continues a commit log.
 *
 * @param positions where it begins in every partition that the topic has
 * @param gaps what it then leaves out that was never landed, or what shows that the topic is not
 *     the one that was landed; nothing may be landed before somebody has accepted them
 * @param newPartitions partitions that the topic did not have before; they are read from offset 0
 */
public record Resume(
    TopicPositions positions, List<OffsetGap> gaps, SortedSet<Integer> newPartitions) {

  public Resume {
    gaps = List.copyOf(gaps);
  }

  /** Behind a log's newest record, with the topic as it is now. */
  public static Resume after(CommitRecord last, TopicState topic) {
    boolean first = last.ends().isEmpty();
    boolean recreated =
        last.topicId() != null
            && topic.topicId() != null
            && !last.topicId().equals(topic.topicId());
    Map<Integer, Long> ends = last.endsByPartition();
    TreeMap<Integer, Long> positions = new TreeMap<>(topic.earliest());
    List<OffsetGap> gaps = new ArrayList<>();
    TreeSet<Integer> fresh = new TreeSet<>();
    ends.forEach(
        (partition, end) -> {
          Long earliest = topic.earliest().get(partition);
          Long latest = topic.latest().get(partition);
          if (recreated) {
            gaps.add(new OffsetGap(partition, end, earliest, Reason.RECREATED));
          } else if (earliest == null || latest == null) {
            gaps.add(new OffsetGap(partition, end, null, Reason.PARTITION_GONE));
          } else if (earliest > end) {
            gaps.add(new OffsetGap(partition, end, earliest, Reason.RETENTION));
          } else if (latest < end) {
            gaps.add(new OffsetGap(partition, end, latest, Reason.TRUNCATED));
            positions.put(partition, latest);
          } else {
            positions.put(partition, end);
          }
        });
    topic
        .earliest()
        .forEach(
            (partition, earliest) -> {
              if (first || ends.containsKey(partition)) {
                return;
              }
              fresh.add(partition);
              if (earliest > 0) {
                gaps.add(new OffsetGap(partition, 0, earliest, Reason.RETENTION));
              }
            });
    return new Resume(new TopicPositions(topic.topicId(), positions), gaps, fresh);
  }

  /**
   * Says that there is no gap.
   *
   * @throws LandingStoppedException that names every gap and the next step
   */
  public void requireNoGap(String feed, String topic) {
    if (!gaps.isEmpty()) {
      throw new LandingStoppedException(
          "topic %s no longer has what comes next: %s. To land what is there and leave this out for good: `millrace stream start --accept-gap %s`"
              .formatted(
                  topic,
                  gaps.stream().map(Resume::sentence).collect(Collectors.joining("; ")),
                  feed));
    }
  }

  private static String sentence(OffsetGap gap) {
    return switch (gap.reason()) {
      case RETENTION ->
          String.format(
              Locale.ROOT,
              "partition %d: offsets [%d, %d) are gone from the broker",
              gap.partition(),
              gap.fromOffset(),
              gap.untilOffset());
      case RECREATED ->
          String.format(
              Locale.ROOT,
              "partition %d: the topic was recreated; landed was up to %d of the one before, %s",
              gap.partition(),
              gap.fromOffset(),
              gap.untilOffset() == null
                  ? "this one has no such partition"
                  : "this one begins at " + gap.untilOffset());
      case PARTITION_GONE ->
          String.format(
              Locale.ROOT,
              "partition %d: the topic no longer has it; landed was up to %d",
              gap.partition(),
              gap.fromOffset());
      case TRUNCATED ->
          String.format(
              Locale.ROOT,
              "partition %d: it ends at offset %d, but landed was up to %d: the broker has lost records",
              gap.partition(),
              gap.untilOffset(),
              gap.fromOffset());
    };
  }
}
