package io.millrace.model.landing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A record that takes over the position of the one before it and changes what it decides. */
final class CommitRecordBuilder {

  private final long seq;
  private final CommitRecord.Kind kind;
  private final String attempt;
  private final Instant decidedAt;
  private final TreeMap<Integer, Long> ends = new TreeMap<>();
  private final TreeMap<Integer, Instant> arrivedUntil = new TreeMap<>();
  private String topicId;
  private List<BatchRange> ranges = List.of();
  private List<OffsetGap> gaps = List.of();
  private String acceptedBy;
  private Compaction compaction;
  private Drop drop;
  private KeptFrom keptFrom;
  private List<LandedFile> files = List.of();
  private List<TooOldRows> tooOld = List.of();
  private List<HourCount> hours = List.of();
  private long rowsLanded;
  private long rowsQuarantined;
  private final long landedBefore;
  private final long quarantinedBefore;
  private Instant minEventTime;
  private Instant maxEventTime;
  private Arrived arrived = Arrived.NONE;
  private Duration stagedIn = Duration.ZERO;
  private Long publishedMs;
  private LiveProgress live;
  private Instant finalUntil;
  private List<TopicOffset> rebuildFrom;

  CommitRecordBuilder(
      Optional<CommitRecord> last, CommitRecord.Kind kind, String attempt, Instant decidedAt) {
    this.seq = last.map(r -> r.seq() + 1).orElse(1L);
    this.kind = kind;
    this.attempt = attempt;
    this.decidedAt = decidedAt;
    this.topicId = last.map(CommitRecord::topicId).orElse(null);
    last.ifPresent(r -> ends.putAll(r.endsByPartition()));
    last.ifPresent(
        r -> r.arrivedUntil().forEach(until -> arrivedUntil.put(until.partition(), until.time())));
    this.landedBefore = last.map(CommitRecord::totalLanded).orElse(0L);
    this.quarantinedBefore = last.map(CommitRecord::totalQuarantined).orElse(0L);
    this.live = last.map(CommitRecord::live).orElse(LiveProgress.NONE);
    this.keptFrom = last.map(CommitRecord::keptFrom).orElse(KeptFrom.EVERYTHING);
    this.finalUntil = last.map(CommitRecord::finalUntil).orElse(null);
    this.rebuildFrom = last.map(CommitRecord::rebuildFrom).orElse(List.of());
  }

  CommitRecordBuilder batch(StagedBatch batch) {
    TopicPositions origin = batch.origin();
    topicId = origin.topicId() == null ? topicId : origin.topicId();
    origin.offsets().forEach(ends::putIfAbsent);
    batch.ranges().forEach(r -> ends.put(r.partition(), r.untilOffset()));
    ranges = batch.ranges();
    files = batch.files();
    hours = batch.hours();
    rowsLanded = batch.ranges().stream().mapToLong(BatchRange::landed).sum();
    rowsQuarantined = batch.ranges().stream().mapToLong(BatchRange::quarantined).sum();
    minEventTime = batch.earliestEvent().orElse(null);
    maxEventTime = batch.latestEvent().orElse(null);
    arrived = batch.arrived();
    arrived
        .latest()
        .forEach(
            (partition, time) ->
                arrivedUntil.merge(partition, time, (a, b) -> a.isAfter(b) ? a : b));
    stagedIn = batch.stagedIn();
    publishedMs = batch.publishedIn().map(Duration::toMillis).orElse(null);
    live = live.after(batch.earliestLive(), batch.latestLive(), decidedAt);
    return this;
  }

  CommitRecordBuilder windows(StagedWindows windows) {
    files = windows.files();
    tooOld = windows.tooOld();
    rowsLanded = files.stream().mapToLong(LandedFile::rows).sum();
    stagedIn = windows.stagedIn();
    finalUntil = windows.finalUntil();
    rebuildFrom = windows.rebuildFrom();
    return this;
  }

  CommitRecordBuilder gaps(AcceptedGaps accepted) {
    gaps = accepted.gaps();
    acceptedBy = accepted.order();
    topicId = accepted.resume().topicId();
    ends.clear();
    ends.putAll(accepted.resume().offsets());
    arrivedUntil.keySet().retainAll(ends.keySet());
    return this;
  }

  CommitRecordBuilder compaction(StagedCompaction staged) {
    HourFiles before = staged.before();
    compaction =
        new Compaction(
            before.table(),
            before.dt(),
            before.hour(),
            before.location(),
            staged.folder(),
            staged.replaced());
    files = staged.files();
    stagedIn = staged.stagedIn();
    return this;
  }

  CommitRecordBuilder drop(StagedDrop staged) {
    drop = staged.drop();
    keptFrom = keptFrom.and(staged.keptFrom());
    return this;
  }

  CommitRecord build() {
    return new CommitRecord(
        seq,
        kind,
        attempt,
        decidedAt,
        topicId,
        ranges,
        gaps,
        acceptedBy,
        files,
        hours,
        compaction,
        drop,
        keptFrom.raw(),
        keptFrom.quarantine(),
        keptFrom.live(),
        rowsLanded,
        rowsQuarantined,
        landedBefore + rowsLanded,
        quarantinedBefore + rowsQuarantined,
        arrived.bytes(),
        files.stream().mapToLong(LandedFile::bytes).sum(),
        minEventTime,
        maxEventTime,
        arrived.lateness(),
        arrived.arrivals(),
        arrivedUntil.entrySet().stream()
            .map(e -> new PartitionTime(e.getKey(), e.getValue()))
            .toList(),
        stagedIn.toMillis(),
        publishedMs,
        ends.entrySet().stream().map(e -> new PartitionOffset(e.getKey(), e.getValue())).toList(),
        live,
        finalUntil,
        rebuildFrom,
        tooOld);
  }
}
