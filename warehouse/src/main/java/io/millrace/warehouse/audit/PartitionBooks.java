package io.millrace.warehouse.audit;

import io.millrace.warehouse.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the commit log and Hive say of one topic-partition.
 *
 * @param log what the log says
 * @param dropped what retention may have dropped of all partitions
 */
record PartitionBooks(
    String feed,
    int partition,
    PartitionSums log,
    TableCounts raw,
    TableCounts quarantine,
    List<Jump> jumps,
    DroppedRows dropped) {

  static PartitionBooks of(FeedFacts facts, int partition) {
    return new PartitionBooks(
        facts.feed(),
        partition,
        facts.log().of(partition),
        facts.raw().getOrDefault(partition, TableCounts.NONE),
        facts.quarantine().getOrDefault(partition, TableCounts.NONE),
        facts.jumps().stream().filter(jump -> jump.partition() == partition).toList(),
        facts.droppedAtMost());
  }

  OptionalLong first() {
    return log.first();
  }

  OptionalLong end() {
    return log.end();
  }

  long landed() {
    return log.landed();
  }

  long quarantined() {
    return log.quarantined();
  }

  /** Offsets that were given up. */
  long skipped() {
    return log.skipped();
  }

  boolean countsAgree() {
    return agrees(raw, landed(), dropped.raw())
        && agrees(quarantine, quarantined(), dropped.quarantine());
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    count("raw." + feed, raw, landed(), dropped.raw(), findings);
    count("raw.quarantine", quarantine, quarantined(), dropped.quarantine(), findings);
    if (!countsAgree()) {
      offsets(findings);
    }
    return findings;
  }

  /**
   * The log does not say of which partitions the dropped rows were: each may lack up to all of
   * them, and {@link Comparison} adds up what all partitions lack.
   */
  private static boolean agrees(TableCounts counts, long logged, long gone) {
    return counts.rows() == counts.distinct()
        && counts.rows() <= logged
        && counts.rows() >= logged - gone;
  }

  private void count(
      String table, TableCounts counts, long logged, long gone, List<Finding> findings) {
    if (!agrees(counts, logged, gone)) {
      findings.add(
          Finding.ofPartition(
                  Kind.WRONG_COUNT,
                  feed,
                  partition,
                  "Hive counts %d rows with %d different offsets in %s, the commit log %d%s"
                      .formatted(
                          counts.rows(),
                          counts.distinct(),
                          table,
                          logged,
                          gone == 0 ? "" : ", at most %d of them dropped since".formatted(gone)))
              .counted(logged, counts.rows()));
    }
  }

  /** Names each offset that readers miss or see more than once. */
  private void offsets(List<Finding> findings) {
    if (first().isEmpty()) {
      return;
    }
    long least = Math.min(raw.least(), quarantine.least());
    long greatest = Math.max(raw.greatest(), quarantine.greatest());
    long first = first().getAsLong();
    long end = end().getAsLong();
    if (least > greatest) {
      lost(first, end, findings);
      return;
    }
    lost(first, least, findings);
    long doubledFrom = -1;
    long doubledUntil = -1;
    for (Jump jump : jumps.stream().sorted(Comparator.comparingLong(Jump::offset)).toList()) {
      if (jump.next() > jump.offset()) {
        lost(jump.offset() + 1, jump.next(), findings);
      } else if (jump.offset() <= doubledUntil) {
        doubledUntil = jump.offset() + 1;
      } else {
        doubled(doubledFrom, doubledUntil, findings);
        doubledFrom = jump.offset();
        doubledUntil = jump.offset() + 1;
      }
    }
    doubled(doubledFrom, doubledUntil, findings);
    lost(greatest + 1, end, findings);
  }

  /** Where retention has dropped rows, what is missing may be theirs: no offset can be named. */
  private void lost(long from, long until, List<Finding> findings) {
    if (from < until && dropped.raw() == 0 && dropped.quarantine() == 0) {
      findings.add(
          Finding.ofOffsets(
              Kind.LOST, feed, partition, from, until, "in neither the raw table nor quarantine"));
    }
  }

  private void doubled(long from, long until, List<Finding> findings) {
    if (from < until) {
      findings.add(
          Finding.ofOffsets(
              Kind.DOUBLED, feed, partition, from, until, "readers see them more than once"));
    }
  }
}
