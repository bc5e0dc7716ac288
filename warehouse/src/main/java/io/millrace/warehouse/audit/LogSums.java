package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import io.millrace.warehouse.audit.LoggedBatch.Gap;
import io.millrace.warehouse.audit.LoggedBatch.LoggedFile;
import io.millrace.warehouse.audit.LoggedBatch.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a feed's commit log adds up to, gathered entry by entry: as a whole it may be larger than
 * the memory of whoever audits.
 */
final class LogSums {

  /**
   * Batches that took offsets one behind the other; a gap that an operator accepted counts as
   * taken.
   *
   * @param first the sequence number of the first
   * @param last that of the last
   * @param range what they took together
   */
  record Run(long first, long last, Range range) {

    /** With the next ones, where they go on right behind and all of it is accounted for. */
    boolean goesOnWith(Range next) {
      return range.until() == next.from() && range.balances() && next.balances();
    }

    Run with(long seq, Range next) {
      return new Run(
          first,
          seq,
          new Range(
              range.partition(),
              range.from(),
              next.until(),
              range.landed() + next.landed(),
              range.quarantined() + next.quarantined()));
    }
  }

  private final Map<Integer, PartitionSums> partitions = new TreeMap<>();
  private final Map<String, Long> raw = new HashMap<>();
  private final Map<String, Long> quarantine = new HashMap<>();
  private final List<Long> missing = new ArrayList<>();
  private KeptFrom kept = KeptFrom.EVERYTHING;
  private long last;

  static LogSums of(Iterable<LoggedBatch> entries) {
    LogSums sums = new LogSums();
    entries.forEach(sums::add);
    return sums;
  }

  /** Adds the entry of the next number. */
  void add(LoggedBatch entry) {
    for (long seq = last + 1; seq < entry.seq(); seq++) {
      missing.add(seq);
    }
    last = entry.seq();
    kept = entry.kept();
    for (Gap gap : entry.gaps()) {
      partition(gap.partition()).skip(entry.seq(), gap);
    }
    for (Range range : entry.ranges()) {
      partition(range.partition()).take(entry.seq(), range);
    }
    // a compaction brought no rows
    if (entry.replaced().isEmpty()) {
      for (LoggedFile file : entry.files()) {
        if (file.dt() != null) {
          (file.isRaw() ? raw : quarantine).merge(file.dt(), file.rows(), Long::sum);
        }
      }
    }
  }

  /** By topic-partition. */
  Map<Integer, PartitionSums> partitions() {
    return partitions;
  }

  PartitionSums of(int partition) {
    return partitions.getOrDefault(partition, new PartitionSums());
  }

  /** The sequence numbers up to the last that have no entry. */
  List<Long> missing() {
    return missing;
  }

  /** From which days on readers find what landed. */
  KeptFrom kept() {
    return kept;
  }

  /** Rows of a day that landed. */
  long landed(String dt) {
    return raw.getOrDefault(dt, 0L);
  }

  /** Records of a day that were refused. */
  long quarantined(String dt) {
    return quarantine.getOrDefault(dt, 0L);
  }

  /** What is gone when a feed is kept from some days on. */
  DroppedRows before(String feed, KeptFrom from) {
    return new DroppedRows(
        feed,
        from,
        sum(raw, dt -> !from.keepsRaw(dt)),
        sum(quarantine, dt -> !from.keepsQuarantine(dt)));
  }

  private static long sum(Map<String, Long> rows, Predicate<String> dropped) {
    return rows.entrySet().stream()
        .filter(day -> dropped.test(day.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private PartitionSums partition(int partition) {
    return partitions.computeIfAbsent(partition, p -> new PartitionSums());
  }
}
