package io.millrace.cli.audit;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.cli.stream.CommitLog;
import io.millrace.cli.tables.Hive;
import io.millrace.model.feed.Feed;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Asks Hive what is behind landing: curated hours and marts. */
final class WarehouseEvidence {

  private final Hdfs hdfs;
  private final Hive hive;
  private final Console console;
  private final ReaderQueries readers;

  WarehouseEvidence(Hdfs hdfs, Hive hive, Console console) {
    this.hdfs = hdfs;
    this.hive = hive;
    this.console = console;
    this.readers = new ReaderQueries(hive);
  }

  /** What is said of each feed's hours. */
  List<CurationFacts> hours(List<Feed> feeds) throws IOException {
    console.progress("audit: counting curated rows with Hive");
    Map<String, List<HourCounts>> counts = readers.hours(feeds);
    List<CurationFacts> all = new ArrayList<>();
    for (Feed feed : feeds) {
      List<HourCounts> hours = counts.get(feed.name());
      Set<EventHour> published = new HashSet<>();
      partitions("dw", feed.name()).forEach(key -> published.add(key.eventHour()));
      KeptFrom kept =
          new CommitLog(hdfs, feed.name())
              .last()
              .map(CommitRecord::keptFrom)
              .orElse(KeptFrom.EVERYTHING);
      Set<EventHour> unsettled = new HashSet<>();
      for (HourCounts hour : hours) {
        if (kept.keepsRaw(hour.hour().dt())
            && published.contains(hour.hour())
            && !hour.agrees()
            && !settled(feed, hour.hour())) {
          unsettled.add(hour.hour());
        }
      }
      all.add(new CurationFacts(feed.name(), hours, published, unsettled, kept));
    }
    console.endProgress();
    return all;
  }

  /**
   * What is said of marts.
   *
   * @param hours of the feeds, in their order
   * @param wanted what is to be added up, of those feeds
   */
  TotalsCheck.Facts totals(List<Feed> feeds, List<CurationFacts> hours, List<MartTotal> wanted)
      throws IOException {
    if (wanted.isEmpty()) {
      return new TotalsCheck.Facts(Map.of(), Map.of(), Map.of(), Map.of());
    }
    console.progress("audit: adding up marts with Hive");
    Map<String, Map<String, Long>> totals = readers.totals();
    hours.forEach(feed -> totals.put("rows of dw." + feed.feed(), curatedByDay(feed)));
    Map<String, Set<String>> published = new HashMap<>();
    Map<String, Set<String>> sources = new HashMap<>();
    for (MartTotal total : wanted) {
      published.put(total.mart(), days("mart", total.table()));
      if (!sources.containsKey(total.source())) {
        sources.put(total.source(), days("dw", total.sourceTable()));
      }
    }
    TotalsCheck.Facts facts = new TotalsCheck.Facts(totals, published, sources, Map.of());
    Map<String, Set<String>> unsettled = new HashMap<>();
    for (int i = 0; i < feeds.size(); i++) {
      unsettled.put(
          feeds.get(i).name(), unsettled(feeds.get(i), hours.get(i), differing(facts, wanted)));
    }
    console.endProgress();
    return new TotalsCheck.Facts(totals, published, sources, unsettled);
  }

  private static Map<String, Long> curatedByDay(CurationFacts facts) {
    Map<String, Long> rows = new HashMap<>();
    facts.hours().forEach(hour -> rows.merge(hour.hour().dt(), hour.curated(), Long::sum));
    return rows;
  }

  private static Set<String> differing(TotalsCheck.Facts facts, List<MartTotal> wanted) {
    Set<String> days = new TreeSet<>();
    for (MartTotal total : wanted) {
      facts.published().get(total.mart()).stream()
          .filter(day -> !facts.agrees(total, day))
          .forEach(days::add);
    }
    return days;
  }

  /** Of days, those with a landed hour that is not settled. */
  private Set<String> unsettled(Feed feed, CurationFacts facts, Set<String> days)
      throws IOException {
    Set<String> found = new HashSet<>();
    for (HourCounts hour : facts.hours()) {
      String day = hour.hour().dt();
      if (days.contains(day) && !found.contains(day) && !settled(feed, hour.hour())) {
        found.add(day);
      }
    }
    return found;
  }

  /**
   * Whether landing has closed an hour, and nothing that came for it since is still to be curated.
   */
  private boolean settled(Feed feed, EventHour hour) throws IOException {
    LandingPaths paths = new LandingPaths(hdfs.root(), feed.name());
    if (!hdfs.exists(paths.closedFlag(hour.dt(), hour.hour()))) {
      return false;
    }
    String marker = paths.reopenedMarker(hour.dt(), hour.hour(), 0);
    OptionalLong late =
        hdfs.list(marker.substring(0, marker.lastIndexOf('/'))).stream()
            .map(StoredFile::name)
            .filter(name -> name.matches("\\d{12,}"))
            .mapToLong(LandingPaths::seqOf)
            .max();
    return late.isEmpty() || late.getAsLong() <= curatedUpTo(feed, hour);
  }

  private long curatedUpTo(Feed feed, EventHour hour) {
    PartitionKey key = PartitionKey.of(hour);
    try {
      Published there =
          hive.partitions().published(new TableName("dw", feed.name()), List.of(key)).get(key);
      return there == null ? 0 : there.lastSeq().orElse(0);
    } catch (PublishException e) {
      throw failed(e);
    }
  }

  private Set<String> days(String database, String table) {
    Set<String> days = new TreeSet<>();
    partitions(database, table).forEach(key -> days.add(key.day().toString()));
    return days;
  }

  private Set<PartitionKey> partitions(String database, String table) {
    try {
      return hive.partitions().partitions(new TableName(database, table));
    } catch (PublishException e) {
      throw failed(e);
    }
  }

  private static CommandFailure failed(PublishException e) {
    return new CommandFailure(ExitStatus.FAILED, e.getMessage(), e);
  }
}
