package io.millrace.model.landing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One entry of a commit log. Whoever appends number {@code seq} has decided it; there is never a
 * second one of that number.
 *
 * <p>Each record carries the whole position ({@code topicId}, {@code ends}, {@code live}, the days
 * that are kept, {@code finalUntil}, {@code rebuildFrom}, {@code arrivedUntil}, the totals), so
 * that the newest one alone is enough to resume. A feed's log goes by offsets; a live log, which is
 * of final windows, by event time.
 *
 * @param seq the log's own sequence number, from 1, without gaps
 * @param kind what the entry says
 * @param attempt the driver that appended it
 * @param decidedAt when
 * @param topicId Kafka's id of the topic that {@code ends} are positions in; null before the first
 *     batch and in live logs
 * @param ranges the offsets that a batch took; else empty
 * @param gaps the offsets that were skipped, for a gap; else empty
 * @param acceptedBy the id of the order that accepted {@code gaps}; else null
 * @param files the files that it brought
 * @param hours rows per run and hour of event time
 * @param compaction what {@code files} replace, for a compaction; else null
 * @param drop what left readers, for a drop; else null
 * @param rawKeptFrom the first day that raw keeps after this record; null while it keeps all
 * @param quarantineKeptFrom the same of quarantine
 * @param liveKeptFrom the same of each table of final windows that does not keep all
 * @param rowsLanded the sum of {@code ranges[].landed}; for final windows, their rows
 * @param rowsQuarantined the sum of {@code ranges[].quarantined}
 * @param totalLanded the sum of {@code rowsLanded} of this record and all before it
 * @param totalQuarantined the sum of {@code rowsQuarantined} of this record and all before it
 * @param receivedBytes the sum of the records' values as they were on the topic
 * @param bytes the sum of the files' lengths
 * @param minEventTime the least event time landed, or null
 * @param maxEventTime the greatest event time landed, or null
 * @param lateness the batch's live records by hour of arrival and lateness
 * @param arrivals the batch's records by window of arrival
 * @param arrivedUntil the greatest {@code kafka_time} of every partition after this record, ordered
 *     by partition
 * @param stagedMs how long staging took, in milliseconds
 * @param publishedMs how long it took from deciding the batch before this one to having it
 *     published, in milliseconds; null where this driver published none before
 * @param ends the position of every partition after this record, ordered by partition
 * @param live live progress after this record
 * @param finalUntil in a live log: every window that ends at or before it is final and in the log's
 *     files; else null
 * @param rebuildFrom in a live log: from where the topics must be read to compute all later windows
 * @param tooOld in a live log: the final rows that are in no table, since their day was dropped
 */
public record CommitRecord(
    long seq,
    Kind kind,
    String attempt,
    Instant decidedAt,
    @JsonInclude(Include.NON_NULL) String topicId,
    List<BatchRange> ranges,
    @JsonInclude(Include.NON_EMPTY) List<OffsetGap> gaps,
    @JsonInclude(Include.NON_NULL) String acceptedBy,
    List<LandedFile> files,
    List<HourCount> hours,
    @JsonInclude(Include.NON_NULL) Compaction compaction,
    @JsonInclude(Include.NON_NULL) Drop drop,
    @JsonInclude(Include.NON_NULL) String rawKeptFrom,
    @JsonInclude(Include.NON_NULL) String quarantineKeptFrom,
    @JsonInclude(Include.NON_EMPTY) Map<String, String> liveKeptFrom,
    long rowsLanded,
    long rowsQuarantined,
    long totalLanded,
    long totalQuarantined,
    long receivedBytes,
    long bytes,
    Instant minEventTime,
    Instant maxEventTime,
    @JsonInclude(Include.NON_EMPTY) List<LatenessCount> lateness,
    @JsonInclude(Include.NON_EMPTY) List<Arrival> arrivals,
    @JsonInclude(Include.NON_EMPTY) List<PartitionTime> arrivedUntil,
    long stagedMs,
    @JsonInclude(Include.NON_NULL) Long publishedMs,
    List<PartitionOffset> ends,
    LiveProgress live,
    @JsonInclude(Include.NON_NULL) Instant finalUntil,
    @JsonInclude(Include.NON_EMPTY) List<TopicOffset> rebuildFrom,
    @JsonInclude(Include.NON_EMPTY) List<TooOldRows> tooOld) {

  /** What an entry of the log says. */
  public enum Kind {
    /** A driver took the log over: every older driver loses its next append. */
    CLAIM,
    /** Offsets were landed, or windows became final. */
    BATCH,
    /** Offsets are skipped, as an operator accepted. */
    GAP,
    /** All files of an hour were replaced by others with the same rows. */
    COMPACTION,
    /** Days that are kept no longer left readers. */
    DROP
  }

  public CommitRecord {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(decidedAt, "decidedAt");
    ranges = copy(ranges);
    gaps = copy(gaps);
    files = copy(files);
    hours = copy(hours);
    lateness = copy(lateness);
    arrivals = copy(arrivals);
    arrivedUntil = copy(arrivedUntil);
    ends = copy(ends);
    rebuildFrom = copy(rebuildFrom);
    tooOld = copy(tooOld);
    liveKeptFrom =
        liveKeptFrom == null
            ? Map.of()
            : Collections.unmodifiableSortedMap(new TreeMap<>(liveKeptFrom));
    live = live == null ? LiveProgress.NONE : live;
    if (seq < 1) {
      throw new IllegalArgumentException("sequence numbers begin at 1, not " + seq);
    }
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** The claim of {@code attempt} right behind {@code last}. */
  static CommitRecord claim(Optional<CommitRecord> last, String attempt, Instant now) {
    return new CommitRecordBuilder(last, Kind.CLAIM, attempt, now).build();
  }

  /** From which days on what the log has written is kept. */
  public KeptFrom keptFrom() {
    return new KeptFrom(rawKeptFrom, quarantineKeptFrom, liveKeptFrom);
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
