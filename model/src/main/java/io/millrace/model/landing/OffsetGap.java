package io.millrace.model.landing;

import java.util.Locale;
import java.util.Objects;

/**
 * Offsets of a topic-partition that landing can never take, and why.
 *
 * @param partition the topic-partition's number
 * @param fromOffset the first of them: where landing stood
 * @param untilOffset where landing goes on, exclusive; null where nothing of the partition is left.
 *     In a topic that was recreated it is an offset of the new topic and may be below {@code
 *     fromOffset}
 * @param reason why
 */
public record OffsetGap(int partition, long fromOffset, Long untilOffset, Reason reason) {

  /** Why offsets are gone. */
  public enum Reason {
    /** The topic kept them for no longer than its retention, or somebody deleted them. */
    RETENTION,
    /** The topic is another one of the same name: nothing of the old one is left. */
    RECREATED,
    /** The topic no longer has the partition. */
    PARTITION_GONE,
    /** The topic is the same and ends before what was landed: its last records were lost. */
    TRUNCATED
  }

  public OffsetGap {
    Objects.requireNonNull(reason, "reason");
    if (fromOffset < 0) {
      throw new IllegalArgumentException(
          "partition " + partition + ": not an offset: " + fromOffset);
    }
    if (reason == Reason.RETENTION && (untilOffset == null || untilOffset <= fromOffset)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "partition %d: nothing is missing between %d and %s",
              partition,
              fromOffset,
              untilOffset));
    }
  }
}
