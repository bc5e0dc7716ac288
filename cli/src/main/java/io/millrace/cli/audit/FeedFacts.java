package io.millrace.cli.audit;

import io.millrace.cli.hdfs.StoredFile;
import io.millrace.cli.kafka.KeptOffsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is said of one feed.
 *
 * @param feed its name
 * @param kafka what the broker keeps, by partition
 * @param published the commit log's entries whose files readers see, by sequence number
 * @param underWay paths of files that were decided or published while the facts were gathered, so
 *     that it says nothing whether they are there
 * @param files what lies in the feed's folders, with paths without scheme and host
 * @param raw what Hive counts in the raw table up to the published ends, by partition
 * @param quarantine what Hive counts in quarantine up to the published ends, by partition
 * @param jumps where neighbouring rows are not one offset apart; only asked for when counts differ
 */
record FeedFacts(
    String feed,
    SortedMap<Integer, KeptOffsets> kafka,
    List<LoggedBatch> published,
    Set<String> underWay,
    List<StoredFile> files,
    Map<Integer, TableCounts> raw,
    Map<Integer, TableCounts> quarantine,
    List<Jump> jumps) {

  FeedFacts {
    kafka = new TreeMap<>(kafka);
    published = List.copyOf(published);
    underWay = Set.copyOf(underWay);
    files = List.copyOf(files);
    raw = Map.copyOf(raw);
    quarantine = Map.copyOf(quarantine);
    jumps = List.copyOf(jumps);
  }

  FeedFacts withJumps(List<Jump> asked) {
    return new FeedFacts(feed, kafka, published, underWay, files, raw, quarantine, asked);
  }
}
