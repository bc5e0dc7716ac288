package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.KeptOffsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is said of one feed.
 *
 * @param feed its name
 * @param kafka what the broker keeps, by partition; empty when nobody asked it
 * @param log the commit log up to the last entry whose files readers see
 * @param ofFiles what was found against the files in the feed's folders
 * @param raw what Hive counts in the raw table up to the published ends, by partition
 * @param quarantine what Hive counts in quarantine up to the published ends, by partition
 * @param keptSince from which days on the feed is kept by what was decided while the facts were
 *     gathered, so that it says nothing whether what is before is there
 * @param byDay what Hive counts by day when only days are compared; what it counts by partition is
 *     only asked for then when these differ
 * @param jumps where neighbouring rows are not one offset apart; only asked for when counts differ
 */
record FeedFacts(
    String feed,
    Optional<SortedMap<Integer, KeptOffsets>> kafka,
    LogSums log,
    List<Finding> ofFiles,
    Map<Integer, TableCounts> raw,
    Map<Integer, TableCounts> quarantine,
    KeptFrom keptSince,
    Optional<DayFacts> byDay,
    List<Jump> jumps) {

  FeedFacts {
    kafka = kafka.map(TreeMap::new);
    ofFiles = List.copyOf(ofFiles);
    raw = Map.copyOf(raw);
    quarantine = Map.copyOf(quarantine);
    jumps = List.copyOf(jumps);
  }

  /** From which days on readers find what landed. */
  KeptFrom kept() {
    return log.kept();
  }

  /** What retention has dropped of what landed. */
  DroppedRows dropped() {
    return log.before(feed, kept());
  }

  /** What it may have dropped: what was decided while the facts were gathered is in it. */
  DroppedRows droppedAtMost() {
    return log.before(feed, kept().and(keptSince));
  }

  /** The broker's word of a partition. */
  Optional<KeptOffsets> kept(int partition) {
    return kafka.map(partitions -> partitions.get(partition));
  }

  FeedFacts withJumps(List<Jump> asked) {
    return new FeedFacts(feed, kafka, log, ofFiles, raw, quarantine, keptSince, byDay, asked);
  }

  FeedFacts withCounts(ReaderQueries.Counts counts) {
    return new FeedFacts(
        feed, kafka, log, ofFiles, counts.raw(), counts.quarantine(), keptSince, byDay, jumps);
  }
}
