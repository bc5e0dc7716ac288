package io.millrace.model.landing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One entry of a feed's commit log. Whoever appends number {@code seq} has decided it; there is
 * never a second one of that number.
 *
 * <p>Each record carries the feed's whole position ({@code ends}, {@code live}), so that the newest
 * one alone is enough to resume.
 *
 * @param seq the feed's own sequence number, from 1, without gaps
 * @param kind a batch, or a driver's claim on the feed
 * @param attempt the driver that appended it
 * @param decidedAt when
 * @param ranges the offsets that the batch took; empty for a claim
 * @param files the batch's files
 * @param hours rows per run and hour of event time
 * @param rowsLanded the sum of {@code ranges[].landed}
 * @param rowsQuarantined the sum of {@code ranges[].quarantined}
 * @param bytes the sum of the files' lengths
 * @param minEventTime the least event time landed, or null
 * @param maxEventTime the greatest event time landed, or null
 * @param stagedMs how long staging took, in milliseconds
 * @param ends the position of every partition after this record, ordered by partition
 * @param live live progress after this record
 */
public record CommitRecord(
    long seq,
    Kind kind,
    String attempt,
    Instant decidedAt,
    List<BatchRange> ranges,
    List<LandedFile> files,
    List<HourCount> hours,
    long rowsLanded,
    long rowsQuarantined,
    long bytes,
    Instant minEventTime,
    Instant maxEventTime,
    long stagedMs,
    List<PartitionOffset> ends,
    LiveProgress live) {

  /** What an entry of the log says. */
  public enum Kind {
    /** A driver took the feed over: every older driver loses its next append. */
    CLAIM,
    /** Offsets were landed. */
    BATCH
  }

  public CommitRecord {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(decidedAt, "decidedAt");
    ranges = List.copyOf(ranges);
    files = List.copyOf(files);
    hours = List.copyOf(hours);
    ends = List.copyOf(ends);
    live = live == null ? LiveProgress.NONE : live;
    if (seq < 1) {
      throw new IllegalArgumentException("sequence numbers begin at 1, not " + seq);
    }
  }

  /** The claim of {@code attempt} right behind {@code last}. */
  static CommitRecord claim(Optional<CommitRecord> last, String attempt, Instant now) {
    return new CommitRecord(
        last.map(r -> r.seq() + 1).orElse(1L),
        Kind.CLAIM,
        attempt,
        now,
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        0,
        null,
        null,
        0,
        last.map(CommitRecord::ends).orElse(List.of()),
        last.map(CommitRecord::live).orElse(LiveProgress.NONE));
  }

  /** The record that would decide {@code batch} right behind {@code last}. */
  static CommitRecord batch(CommitRecord last, StagedBatch batch, String attempt, Instant now) {
    TreeMap<Integer, Long> ends = new TreeMap<>();
    last.ends().forEach(e -> ends.put(e.partition(), e.offset()));
    batch.ranges().forEach(r -> ends.put(r.partition(), r.untilOffset()));
    return new CommitRecord(
        last.seq() + 1,
        Kind.BATCH,
        attempt,
        now,
        batch.ranges(),
        batch.files(),
        batch.hours(),
        batch.ranges().stream().mapToLong(BatchRange::landed).sum(),
        batch.ranges().stream().mapToLong(BatchRange::quarantined).sum(),
        batch.files().stream().mapToLong(LandedFile::bytes).sum(),
        batch.earliestEvent().orElse(null),
        batch.latestEvent().orElse(null),
        batch.stagedIn().toMillis(),
        ends.entrySet().stream().map(e -> new PartitionOffset(e.getKey(), e.getValue())).toList(),
        last.live().after(batch.earliestLive(), batch.latestLive(), now));
  }

  /** The position of a partition, or empty when no batch ever took an offset of it. */
  public Optional<Long> end(int partition) {
    return ends.stream()
        .filter(e -> e.partition() == partition)
        .map(PartitionOffset::offset)
        .findFirst();
  }

  /** The positions by partition. */
  public Map<Integer, Long> endsByPartition() {
    TreeMap<Integer, Long> byPartition = new TreeMap<>();
    ends.forEach(e -> byPartition.put(e.partition(), e.offset()));
    return byPartition;
  }
}
