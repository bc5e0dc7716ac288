package io.millrace.warehouse.audit;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.Partitions;
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
import java.util.stream.Collectors;

/** Asks Hive what is behind landing: curated hours and marts. */
final class WarehouseEvidence {

  /** What workflows are computing; to be asked after what may differ for that. */
  interface Work {
    WorkUnderWay underWay() throws IOException;
  }

  private final WarehouseFiles files;
  private final ReaderQueries readers;
  private final Partitions partitions;
  private final WarehouseAudit.Progress progress;
  private final Work work;

  WarehouseEvidence(
      WarehouseFiles files,
      ReaderQueries readers,
      Partitions partitions,
      WarehouseAudit.Progress progress,
      Work work) {
    this.files = files;
    this.readers = readers;
    this.partitions = partitions;
    this.progress = progress;
    this.work = work;
  }

  /** What is said of each feed's hours. */
  List<CurationFacts> hours(List<AuditedFeed> feeds, AuditedDays days)
      throws IOException, PublishException, DamagedLogException {
    progress.at("audit: counting curated rows with Hive");
    Map<String, List<HourCounts>> counts = readers.hours(feeds, days);
    WorkUnderWay underWay = work.underWay();
    List<CurationFacts> all = new ArrayList<>();
    for (AuditedFeed feed : feeds) {
      if (feed.idField().isEmpty()) {
        continue; // its records cannot be told apart
      }
      List<HourCounts> hours = counts.get(feed.name());
      Set<EventHour> published = new HashSet<>();
      partitions
          .partitions(new TableName("dw", feed.name()))
          .forEach(key -> published.add(key.eventHour()));
      KeptFrom kept = files.keptFrom(feed.name());
      Set<EventHour> unsettled = new HashSet<>();
      for (HourCounts hour : hours) {
        if (kept.keepsRaw(hour.hour().dt())
            && published.contains(hour.hour())
            && !hour.agrees()
            && (underWay.has(hour.hour()) || !settled(feed.name(), hour.hour()))) {
          unsettled.add(hour.hour());
        }
      }
      all.add(new CurationFacts(feed.name(), hours, published, unsettled, kept));
    }
    progress.end();
    return all;
  }

  /**
   * What is said of marts.
   *
   * @param hours of the feeds
   * @param days which of them are compared
   * @param wanted what is to be added up, of those feeds
   */
  TotalsCheck.Facts totals(List<CurationFacts> hours, AuditedDays days, List<MartTotal> wanted)
      throws IOException, PublishException {
    if (wanted.isEmpty()) {
      return new TotalsCheck.Facts(Map.of(), Map.of(), Map.of(), Map.of());
    }
    progress.at("audit: adding up marts with Hive");
    Map<String, Map<String, Long>> totals = readers.totals(days);
    WorkUnderWay underWay = work.underWay();
    hours.forEach(feed -> totals.put("rows of dw." + feed.feed(), curated(feed)));
    Map<String, Set<String>> published = new HashMap<>();
    Map<String, Set<String>> sources = new HashMap<>();
    for (MartTotal total : wanted) {
      Set<String> made = days("mart", total.table());
      made.removeIf(day -> !days.has(day));
      published.put(total.mart(), made);
      if (!sources.containsKey(total.source())) {
        sources.put(total.source(), days("dw", total.sourceTable()));
      }
    }
    TotalsCheck.Facts facts = new TotalsCheck.Facts(totals, published, sources, Map.of());
    Map<String, Set<String>> unsettled = new HashMap<>();
    for (CurationFacts feed : hours) {
      unsettled.put(feed.feed(), unsettled(feed, differing(facts, wanted), underWay));
    }
    progress.end();
    return new TotalsCheck.Facts(totals, published, sources, unsettled);
  }

  /** Rows by day, and by hour. */
  private static Map<String, Long> curated(CurationFacts facts) {
    Map<String, Long> rows = new HashMap<>();
    for (HourCounts counts : facts.hours()) {
      String day = counts.hour().dt();
      rows.merge(day, counts.curated(), Long::sum);
      rows.put("%sT%s".formatted(day, counts.hour().hour()), counts.curated());
    }
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

  /** Of days, those that are being computed, or have a landed hour that is not settled. */
  private Set<String> unsettled(CurationFacts facts, Set<String> days, WorkUnderWay underWay)
      throws IOException, PublishException {
    Set<String> found =
        days.stream().filter(day -> underWay.has(facts.feed(), day)).collect(Collectors.toSet());
    for (HourCounts hour : facts.hours()) {
      String day = hour.hour().dt();
      if (days.contains(day) && !found.contains(day) && !settled(facts.feed(), hour.hour())) {
        found.add(day);
      }
    }
    return found;
  }

  /**
   * Whether landing has closed an hour, and nothing that came for it since is still to be curated.
   */
  private boolean settled(String feed, EventHour hour) throws IOException, PublishException {
    LandingPaths paths = files.paths(feed);
    if (!files.exists(paths.closedFlag(hour.dt(), hour.hour()))) {
      return false;
    }
    String marker = paths.reopenedMarker(hour.dt(), hour.hour(), 0);
    OptionalLong late =
        files.names(marker.substring(0, marker.lastIndexOf('/'))).stream()
            .filter(name -> name.matches("\\d{12,}"))
            .mapToLong(LandingPaths::seqOf)
            .max();
    return late.isEmpty() || late.getAsLong() <= curatedUpTo(feed, hour);
  }

  private long curatedUpTo(String feed, EventHour hour) throws PublishException {
    PartitionKey key = PartitionKey.of(hour);
    Published there = partitions.published(new TableName("dw", feed), List.of(key)).get(key);
    return there == null ? 0 : there.lastSeq().orElse(0);
  }

  private Set<String> days(String database, String table) throws PublishException {
    Set<String> days = new TreeSet<>();
    partitions
        .partitions(new TableName(database, table))
        .forEach(key -> days.add(key.day().toString()));
    return days;
  }
}
