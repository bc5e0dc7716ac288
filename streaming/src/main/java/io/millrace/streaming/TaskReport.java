package io.millrace.streaming;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a successful task wrote.
 *
 * @param partitions by topic-partition
 * @param hours rows by run and hour of event time
 * @param files the closed files
 * @param arrivals how its records arrived
 * @param unknownSchemas records refused for a schema that the declaration does not know
 */
record TaskReport(
    Map<Integer, PartitionTally> partitions,
    Map<HourKey, Long> hours,
    List<StagedFile> files,
    ArrivalTally arrivals,
    long unknownSchemas)
    implements Serializable {

  /**
   * Rows of one run (null for live ones) in one hour, which begins at {@code hourMicros} since the
   * epoch.
   */
  record HourKey(String run, long hourMicros) implements Serializable {}

  /** A file; {@code hour} is null in quarantine. */
  record StagedFile(String dt, String hour, String path, long rows, long bytes)
      implements Serializable {}

  /** Counts of a topic-partition. Event times are microseconds since the epoch. */
  static final class PartitionTally implements Serializable {
    private long leastOffset = Long.MAX_VALUE;
    private long greatestOffset = Long.MIN_VALUE;
    private long landed;
    private long quarantined;
    private long earliestEvent = Long.MAX_VALUE;
    private long latestEvent = Long.MIN_VALUE;
    private long earliestLive = Long.MAX_VALUE;
    private long latestLive = Long.MIN_VALUE;

    void addLanded(long offset, long eventMicros, boolean live) {
      take(offset);
      landed++;
      earliestEvent = Math.min(earliestEvent, eventMicros);
      latestEvent = Math.max(latestEvent, eventMicros);
      if (live) {
        earliestLive = Math.min(earliestLive, eventMicros);
        latestLive = Math.max(latestLive, eventMicros);
      }
    }

    void addQuarantined(long offset) {
      take(offset);
      quarantined++;
    }

    PartitionTally merge(PartitionTally other) {
      leastOffset = Math.min(leastOffset, other.leastOffset);
      greatestOffset = Math.max(greatestOffset, other.greatestOffset);
      landed += other.landed;
      quarantined += other.quarantined;
      earliestEvent = Math.min(earliestEvent, other.earliestEvent);
      latestEvent = Math.max(latestEvent, other.latestEvent);
      earliestLive = Math.min(earliestLive, other.earliestLive);
      latestLive = Math.max(latestLive, other.latestLive);
      return this;
    }

    long fromOffset() {
      return leastOffset;
    }

    long untilOffset() {
      return greatestOffset + 1;
    }

    long landed() {
      return landed;
    }

    long quarantined() {
      return quarantined;
    }

    boolean hasLanded() {
      return landed > 0;
    }

    boolean hasLive() {
      return latestLive != Long.MIN_VALUE;
    }

    long earliestEvent() {
      return earliestEvent;
    }

    long latestEvent() {
      return latestEvent;
    }

    long earliestLive() {
      return earliestLive;
    }

    long latestLive() {
      return latestLive;
    }

    private void take(long offset) {
      leastOffset = Math.min(leastOffset, offset);
      greatestOffset = Math.max(greatestOffset, offset);
    }
  }
}
