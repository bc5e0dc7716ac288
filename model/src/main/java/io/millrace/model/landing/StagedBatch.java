package io.millrace.model.landing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param arrived how the records arrived
 * @param origin the topic that the records were read from, asked after they were read, and where
 *     reading of it began
 * @param stagedIn how long staging took
 * @param publishedIn how long this driver took from deciding its batch before this one to having it
 *     published, if there was one
 */
public record StagedBatch(
    List<BatchRange> ranges,
    List<LandedFile> files,
    List<HourCount> hours,
    Optional<Instant> earliestEvent,
    Optional<Instant> latestEvent,
    Optional<Instant> earliestLive,
    Map<Integer, Instant> latestLive,
    Arrived arrived,
    TopicPositions origin,
    Duration stagedIn,
    Optional<Duration> publishedIn) {

  public StagedBatch {
    ranges = List.copyOf(ranges);
    files = List.copyOf(files);
    hours = List.copyOf(hours);
    latestLive = Map.copyOf(latestLive);
    Objects.requireNonNull(arrived, "arrived");
    Objects.requireNonNull(origin, "origin");
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("a batch without offsets is no batch");
    }
  }

  /** A batch of which it is not known how its records arrived, of no topic yet. */
  public StagedBatch(
      List<BatchRange> ranges,
      List<LandedFile> files,
      List<HourCount> hours,
      Optional<Instant> earliestEvent,
      Optional<Instant> latestEvent,
      Optional<Instant> earliestLive,
      Map<Integer, Instant> latestLive,
      Duration stagedIn) {
    this(
        ranges,
        files,
        hours,
        earliestEvent,
        latestEvent,
        earliestLive,
        latestLive,
        Arrived.NONE,
        TopicPositions.NONE,
        stagedIn,
        Optional.empty());
  }

  /** This batch, whose records arrived so. */
  public StagedBatch arrived(Arrived how) {
    return new StagedBatch(
        ranges,
        files,
        hours,
        earliestEvent,
        latestEvent,
        earliestLive,
        latestLive,
        how,
        origin,
        stagedIn,
        publishedIn);
  }

  /** This batch, read from that topic. */
  public StagedBatch from(TopicPositions topic) {
    return new StagedBatch(
        ranges,
        files,
        hours,
        earliestEvent,
        latestEvent,
        earliestLive,
        latestLive,
        arrived,
        topic,
        stagedIn,
        publishedIn);
  }

  /** This batch, behind one that took so long to publish. */
  public StagedBatch after(Optional<Duration> published) {
    return new StagedBatch(
        ranges,
        files,
        hours,
        earliestEvent,
        latestEvent,
        earliestLive,
        latestLive,
        arrived,
        origin,
        stagedIn,
        published);
  }
}
