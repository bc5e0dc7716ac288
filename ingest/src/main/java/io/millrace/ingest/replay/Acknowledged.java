package io.millrace.ingest.replay;

import io.millrace.ingest.mapping.BreakReason;
import io.millrace.model.run.OffsetRange;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the broker has acknowledged. Written by the producer's thread, read by the replay's. */
final class Acknowledged {
  private final Map<Integer, OffsetRange> ranges = new TreeMap<>();
  private final Map<BreakReason, Long> deadLetters = new EnumMap<>(BreakReason.class);
  private long records;
  private volatile Exception failure;

  synchronized void record(int partition, long offset) {
    records++;
    ranges.merge(
        partition,
        new OffsetRange(partition, offset, offset + 1),
        (a, b) ->
            new OffsetRange(
                partition,
                Math.min(a.fromOffset(), b.fromOffset()),
                Math.max(a.untilOffset(), b.untilOffset())));
  }

  synchronized void deadLetter(BreakReason reason) {
    deadLetters.merge(reason, 1L, Long::sum);
  }

  synchronized void failed(Exception cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** The first send that failed, or null. */
  Exception failure() {
    return failure;
  }

  synchronized long records() {
    return records;
  }

  synchronized Map<BreakReason, Long> deadLetters() {
    return new EnumMap<>(deadLetters);
  }

  synchronized long deadLetterCount() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized List<OffsetRange> ranges() {
    return List.copyOf(ranges.values());
  }
}
