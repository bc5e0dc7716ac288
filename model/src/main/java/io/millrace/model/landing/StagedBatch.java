package io.millrace.model.landing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch whose files are written and reported, but which nobody has decided yet.
 *
 * @param ranges the offsets taken, one range a partition
 * @param files the files that successful tasks reported
 * @param hours the rows per run and hour
 * @param earliestEvent the least event time landed
 * @param latestEvent the greatest event time landed
 * @param earliestLive the least event time among live records
 * @param latestLive the greatest event time of live records per partition
 * @param stagedIn how long staging took
 */
public record StagedBatch(
    List<BatchRange> ranges,
    List<LandedFile> files,
    List<HourCount> hours,
    Optional<Instant> earliestEvent,
    Optional<Instant> latestEvent,
    Optional<Instant> earliestLive,
    Map<Integer, Instant> latestLive,
    Duration stagedIn) {

  public StagedBatch {
    ranges = List.copyOf(ranges);
    files = List.copyOf(files);
    hours = List.copyOf(hours);
    latestLive = Map.copyOf(latestLive);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("a batch without offsets is no batch");
    }
  }
}
