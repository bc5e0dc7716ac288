package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.KeptOffsets;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Asks Kafka, the commit log, HDFS and Hive about feeds while landing may go on. The log is read
 * first and fixes up to where readers are asked; what is decided meanwhile is set aside.
 */
final class Evidence {

  private final WarehouseFiles files;
  private final Optional<WarehouseAudit.Topics> topics;
  private final ReaderQueries readers;
  private final WarehouseAudit.Progress progress;

  Evidence(
      WarehouseFiles files,
      Optional<WarehouseAudit.Topics> topics,
      ReaderQueries readers,
      WarehouseAudit.Progress progress) {
    this.files = files;
    this.topics = topics;
    this.readers = readers;
    this.progress = progress;
  }

  /** What is said of each feed. */
  List<FeedFacts> gather(List<AuditedFeed> feeds, AuditedDays days)
      throws IOException, InterruptedException, PublishException, DamagedLogException {
    Map<String, LogView> logs = new LinkedHashMap<>();
    Map<String, Optional<SortedMap<Integer, KeptOffsets>>> kafka = new LinkedHashMap<>();
    Map<String, SortedMap<Integer, Long>> ends = new LinkedHashMap<>();
    for (AuditedFeed feed : feeds) {
      progress.at("audit of " + feed.name() + ": commit log and topic");
      LogView log = readLog(feed);
      Optional<SortedMap<Integer, KeptOffsets>> kept = offsets(feed.name());
      logs.put(feed.name(), log);
      kafka.put(feed.name(), kept);
      ends.put(feed.name(), publishedEnds(log, kept));
    }
    progress.at("audit: counting rows with Hive");
    Map<String, ReaderQueries.Counts> counts = days.isAll() ? readers.counts(ends) : Map.of();
    Map<String, DayFacts> byDay = days.isAll() ? Map.of() : readers.days(ends, days);
    List<FeedFacts> all = new ArrayList<>();
    for (AuditedFeed feed : feeds) {
      String name = feed.name();
      progress.at("audit of " + name + ": files");
      List<StoredFile> stored = stored(name, days);
      List<LoggedBatch> since = since(feed, logs.get(name));
      ReaderQueries.Counts counted = counts.getOrDefault(name, ReaderQueries.Counts.none());
      LogView log = logs.get(name);
      KeptFrom keptSince =
          since.isEmpty() ? KeptFrom.EVERYTHING : since.get(since.size() - 1).kept();
      FileCheck check =
          new FileCheck(name, log.sums().kept().and(keptSince), days, stored, underWay(since));
      files.each(name, 0, log.lastPublished(), check::add);
      FeedFacts facts =
          new FeedFacts(
              name,
              kafka.get(name),
              log.sums(),
              check.findings(),
              counted.raw(),
              counted.quarantine(),
              keptSince,
              Optional.ofNullable(byDay.get(name)),
              List.of());
      if (Comparison.countsDiffer(facts)) {
        progress.at("audit of " + name + ": looking for the offsets that differ");
        // which offsets a day lacks is only seen among those of all days
        if (!days.isAll()) {
          facts = facts.withCounts(readers.counts(Map.of(name, ends.get(name))).get(name));
        }
        facts = facts.withJumps(readers.jumps(name, ends.get(name)));
      }
      all.add(facts);
    }
    progress.end();
    return all;
  }

  /**
   * A feed's log at one moment.
   *
   * @param sums of the entries whose files readers see
   * @param lastPublished the sequence number of the last of them, 0 if there is none
   */
  private record LogView(LogSums sums, long lastPublished) {}

  private LogView readLog(AuditedFeed feed) throws IOException, DamagedLogException {
    long lastPublished = files.lastPublished(feed.name());
    LogSums sums = new LogSums();
    files.each(feed.name(), 0, lastPublished, sums::add);
    return new LogView(sums, lastPublished);
  }

  /** What was decided after the log was read. */
  private List<LoggedBatch> since(AuditedFeed feed, LogView view)
      throws IOException, DamagedLogException {
    List<LoggedBatch> since = new ArrayList<>();
    files.each(feed.name(), view.lastPublished(), Long.MAX_VALUE, since::add);
    return since;
  }

  private static Set<String> underWay(List<LoggedBatch> since) {
    Set<String> paths = new HashSet<>();
    since.forEach(batch -> batch.files().forEach(file -> paths.add(file.path())));
    return paths;
  }

  private List<StoredFile> stored(String feed, AuditedDays days) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    for (String table :
        List.of(files.paths(feed).rawTable(), files.root() + "/quarantine/feed=" + feed)) {
      if (days.isAll()) {
        found.addAll(files.visible(table));
      }
      for (String dt : days.partitions()) {
        found.addAll(files.visible(table + "/dt=" + dt));
      }
    }
    return found;
  }

  private Optional<SortedMap<Integer, KeptOffsets>> offsets(String feed)
      throws InterruptedException {
    return topics.isEmpty() ? Optional.empty() : Optional.of(new TreeMap<>(topics.get().of(feed)));
  }

  /** Where each partition's published records end; partitions without any end at once. */
  private static SortedMap<Integer, Long> publishedEnds(
      LogView log, Optional<SortedMap<Integer, KeptOffsets>> kafka) {
    SortedMap<Integer, Long> ends = new TreeMap<>();
    kafka.ifPresent(kept -> kept.keySet().forEach(partition -> ends.put(partition, 0L)));
    log.sums()
        .partitions()
        .forEach(
            (partition, sums) ->
                sums.until().ifPresent(until -> ends.merge(partition, until, Math::max)));
    return ends;
  }
}
