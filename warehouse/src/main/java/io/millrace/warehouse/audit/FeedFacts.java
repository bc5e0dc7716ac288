package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.KeptOffsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is said of one feed.
 *
 * @param feed its name
 * @param kafka what the broker keeps, by partition; empty when nobody asked it
 * @param published the commit log's entries whose files readers see, by sequence number
 * @param underWay paths of files that were decided or published while the facts were gathered, so
 *     that it says nothing whether they are there
 * @param files what lies in the feed's folders, with paths without scheme and host
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
    List<LoggedBatch> published,
    Set<String> underWay,
    List<StoredFile> files,
    Map<Integer, TableCounts> raw,
    Map<Integer, TableCounts> quarantine,
    KeptFrom keptSince,
    Optional<DayFacts> byDay,
    List<Jump> jumps) {

  FeedFacts {
    kafka = kafka.map(TreeMap::new);
    published = List.copyOf(published);
    underWay = Set.copyOf(underWay);
    files = List.copyOf(files);
    raw = Map.copyOf(raw);
    quarantine = Map.copyOf(quarantine);
    jumps = List.copyOf(jumps);
  }

  /** From which days on readers find what landed. */
  KeptFrom kept() {
    return published.isEmpty() ? KeptFrom.EVERYTHING : published.get(published.size() - 1).kept();
  }

  /** What retention has dropped of what landed. */
  DroppedRows dropped() {
    return before(kept());
  }

  /** What it may have dropped: what was decided while the facts were gathered is in it. */
  DroppedRows droppedAtMost() {
    return before(kept().and(keptSince));
  }

  private DroppedRows before(KeptFrom from) {
    long raw = 0;
    long refused = 0;
    for (LoggedBatch batch : published) {
      // a compaction brought no rows
      if (batch.replaced().isEmpty()) {
        for (LoggedBatch.LoggedFile file : batch.files()) {
          if (file.isDropped(from)) {
            raw += file.isRaw() ? file.rows() : 0;
            refused += file.isRaw() ? 0 : file.rows();
          }
        }
      }
    }
    return new DroppedRows(feed, from, raw, refused);
  }

  /** The broker's word of a partition. */
  Optional<KeptOffsets> kept(int partition) {
    return kafka.map(partitions -> partitions.get(partition));
  }

  /** Whether files of a day are compared; of a day that is not said when all are. */
  boolean compares(String dt) {
    return byDay.isEmpty() || (dt != null && byDay.get().days().contains(dt));
  }

  FeedFacts withJumps(List<Jump> asked) {
    return new FeedFacts(
        feed, kafka, published, underWay, files, raw, quarantine, keptSince, byDay, asked);
  }

  FeedFacts withCounts(ReaderQueries.Counts counts) {
    return new FeedFacts(
        feed,
        kafka,
        published,
        underWay,
        files,
        counts.raw(),
        counts.quarantine(),
        keptSince,
        byDay,
        jumps);
  }
}
