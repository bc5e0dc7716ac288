package io.millrace.cli.audit;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.kafka.TopicOffsets;
import io.millrace.cli.tables.Hive;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.warehouse.audit.AuditReport;
import io.millrace.warehouse.audit.AuditedDays;
import io.millrace.warehouse.audit.AuditedFeed;
import io.millrace.warehouse.audit.CurationBalance;
import io.millrace.warehouse.audit.DamagedLogException;
import io.millrace.warehouse.audit.DayBalance;
import io.millrace.warehouse.audit.DroppedRows;
import io.millrace.warehouse.audit.Finding;
import io.millrace.warehouse.audit.GeneratedBalance;
import io.millrace.warehouse.audit.GeneratedRecords;
import io.millrace.warehouse.audit.PartitionBalance;
import io.millrace.warehouse.audit.WarehouseAudit;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An audit that was made, and its two forms for readers. */
public final class Audit {

  private static final String UNKNOWN = "-";

  private final AuditReport report;

  Audit(AuditReport report) {
    this.report = report;
  }

  /**
   * Audits feeds of a cluster that is up. Landing may go on meanwhile.
   *
   * @param days which are compared
   * @param generated what generators put out of some of the feeds
   * @throws CommandFailure if a service does not answer, or a commit log cannot be read
   */
  public static Audit of(
      ClusterSettings settings,
      Hdfs hdfs,
      List<Feed> feeds,
      AuditedDays days,
      List<GeneratedRecords> generated,
      Console console,
      Clock clock)
      throws IOException, InterruptedException {
    Map<String, String> topicOf = feeds.stream().collect(Collectors.toMap(Feed::name, Feed::topic));
    try (TopicOffsets topics = TopicOffsets.open(settings);
        Hive hive = Hive.open(settings)) {
      return new Audit(
          new WarehouseAudit(
                  hdfs.fileSystem(),
                  hdfs.root(),
                  Optional.of(feed -> topics.of(topicOf.get(feed))),
                  hive::query,
                  hive.partitions(),
                  shown(console),
                  clock)
              .of(feeds.stream().map(AuditedFeed::of).toList(), days, generated));
    } catch (DamagedLogException e) {
      throw new CommandFailure(ExitStatus.UNBALANCED, e.getMessage(), e);
    } catch (PublishException e) {
      throw new CommandFailure(ExitStatus.FAILED, e.getMessage(), e);
    } catch (LandingStoppedException e) {
      throw new CommandFailure(ExitStatus.FAILED, e.getMessage() + ".", e);
    }
  }

  private static WarehouseAudit.Progress shown(Console console) {
    return new WarehouseAudit.Progress() {
      @Override
      public void at(String step) {
        console.progress(step);
      }

      @Override
      public void end() {
        console.endProgress();
      }
    };
  }

  /** Whether every record and every file is accounted for. */
  public boolean balanced() {
    return report.balanced();
  }

  /** The books as a table, and each finding in a line. */
  public void print(Console console) {
    TextTable table =
        new TextTable(
            "FEED",
            "PARTITION",
            "PRODUCED",
            "LANDED",
            "QUARANTINED",
            "PENDING",
            "HIVE RAW",
            "HIVE QUARANTINE",
            "BALANCE");
    for (PartitionBalance b : report.balances()) {
      table.row(
          b.feed(),
          b.partition(),
          Words.count(b.produced()),
          Words.count(b.landed()),
          Words.count(b.quarantined()),
          Words.count(b.pending()),
          count(b.rawRows()),
          count(b.quarantineRows()),
          b.balanced() ? "ok" : "DIFFERS");
    }
    table.lines().forEach(console::print);
    console.print("");
    if (!report.days().isAll()) {
      days().lines().forEach(console::print);
      console.print("");
    }
    curatedHours().lines().forEach(console::print);
    console.print("");
    if (!report.generated().isEmpty()) {
      generated().lines().forEach(console::print);
      console.print("");
    }
    report.findings().forEach(f -> console.print("DIFFERS  " + f.sentence()));
    report.balances().stream()
        .filter(b -> b.skipped() > 0)
        .forEach(
            b ->
                console.print(
                    "%s, partition %d: %s were gone from the topic, and an operator accepted that"
                        .formatted(b.feed(), b.partition(), Words.count(b.skipped(), "record"))));
    report.dropped().forEach(d -> droppedLines(d).forEach(console::print));
    console.print(report.inWords());
  }

  private static List<String> droppedLines(DroppedRows of) {
    List<String> lines = new ArrayList<>();
    if (of.kept().raw() != null) {
      lines.add(
          "%s: %s of days before %s landed and were dropped by retention, so that Hive has them no more"
              .formatted(of.feed(), Words.count(of.raw(), "record"), of.kept().raw()));
    }
    if (of.kept().quarantine() != null) {
      lines.add(
          "%s: %s of days before %s were quarantined and dropped by retention, so that Hive has them no more"
              .formatted(
                  of.feed(), Words.count(of.quarantine(), "record"), of.kept().quarantine()));
    }
    return lines;
  }

  private static String count(Long rows) {
    return rows == null ? UNKNOWN : Words.count(rows);
  }

  private TextTable days() {
    TextTable table =
        new TextTable(
            "FEED", "DAY", "LANDED", "QUARANTINED", "HIVE RAW", "HIVE QUARANTINE", "BALANCE");
    for (DayBalance b : report.byDay()) {
      table.row(
          b.feed(),
          b.dt(),
          Words.count(b.landed()),
          Words.count(b.quarantined()),
          Words.count(b.rawRows()),
          Words.count(b.quarantineRows()),
          b.balanced() ? "ok" : "DIFFERS");
    }
    return table;
  }

  private TextTable curatedHours() {
    TextTable table =
        new TextTable(
            "FEED",
            "CURATED HOURS",
            "LANDED",
            "DUPLICATES",
            "CURATED",
            "WAITING HOURS",
            "NOT CURATED",
            "BALANCE");
    for (CurationBalance b : report.curated()) {
      table.row(
          b.feed(),
          Words.count(b.hours()),
          Words.count(b.landed()),
          Words.count(b.duplicates()),
          Words.count(b.curated()),
          Words.count(b.waiting()),
          Words.count(b.notCurated()),
          b.balanced() ? "ok" : "DIFFERS");
    }
    return table;
  }

  private TextTable generated() {
    TextTable table =
        new TextTable(
            "FEED",
            "GENERATED HOURS",
            "DELIVERED",
            "LANDED",
            "DISTINCT",
            "CURATED",
            "WAITING HOURS",
            "BROKEN",
            "QUARANTINED",
            "BALANCE");
    for (GeneratedBalance b : report.generated()) {
      table.row(
          b.feed(),
          Words.count(b.hours()),
          Words.count(b.delivered()),
          Words.count(b.landed()),
          Words.count(b.distinct()),
          Words.count(b.curated()),
          Words.count(b.waiting()),
          count(b.refused()),
          count(b.quarantined()),
          b.balanced() ? "ok" : "DIFFERS");
    }
    return table;
  }

  /** The same as maps and lists, for JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("balanced", balanced());
    all.put("days", report.days().isAll() ? null : report.days().toString());
    all.put("partitions", report.balances().stream().map(Audit::asMap).toList());
    all.put("by_day", report.byDay().stream().map(Audit::asMap).toList());
    all.put("curated", report.curated().stream().map(Audit::asMap).toList());
    all.put("mart_days", report.martDays());
    all.put("mart_days_waiting", report.martsWaiting());
    all.put("generated", report.generated().stream().map(Audit::asMap).toList());
    all.put("dropped", report.dropped().stream().map(Audit::asMap).toList());
    all.put("findings", report.findings().stream().map(Audit::asMap).toList());
    return all;
  }

  private static Map<String, Object> asMap(PartitionBalance b) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("feed", b.feed());
    one.put("partition", b.partition());
    one.put("produced", b.produced());
    one.put("landed", b.landed());
    one.put("quarantined", b.quarantined());
    one.put("skipped", b.skipped());
    one.put("pending", b.pending());
    one.put("raw_rows", b.rawRows());
    one.put("quarantine_rows", b.quarantineRows());
    one.put("balanced", b.balanced());
    return one;
  }

  private static Map<String, Object> asMap(DayBalance b) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("feed", b.feed());
    one.put("day", b.dt());
    one.put("landed", b.landed());
    one.put("quarantined", b.quarantined());
    one.put("raw_rows", b.rawRows());
    one.put("quarantine_rows", b.quarantineRows());
    one.put("balanced", b.balanced());
    return one;
  }

  private static Map<String, Object> asMap(DroppedRows d) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("feed", d.feed());
    one.put("raw_kept_from", d.kept().raw());
    one.put("raw_rows", d.raw());
    one.put("quarantine_kept_from", d.kept().quarantine());
    one.put("quarantine_rows", d.quarantine());
    return one;
  }

  private static Map<String, Object> asMap(CurationBalance b) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("feed", b.feed());
    one.put("hours", b.hours());
    one.put("landed", b.landed());
    one.put("duplicates", b.duplicates());
    one.put("curated", b.curated());
    one.put("hours_waiting", b.waiting());
    one.put("hours_not_curated", b.notCurated());
    one.put("balanced", b.balanced());
    return one;
  }

  private static Map<String, Object> asMap(GeneratedBalance b) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("feed", b.feed());
    one.put("hours", b.hours());
    one.put("delivered", b.delivered());
    one.put("landed", b.landed());
    one.put("distinct", b.distinct());
    one.put("curated", b.curated());
    one.put("hours_waiting", b.waiting());
    one.put("refused", b.refused());
    one.put("quarantined", b.quarantined());
    one.put("balanced", b.balanced());
    return one;
  }

  private static Map<String, Object> asMap(Finding f) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("kind", f.kind().name().toLowerCase(Locale.ROOT));
    one.put("feed", f.feed());
    one.put("partition", f.partition());
    one.put("from_offset", f.fromOffset());
    one.put("until_offset", f.untilOffset());
    one.put("path", f.path());
    one.put("table", f.table());
    one.put("at", f.at());
    one.put("expected", f.expected());
    one.put("found", f.found());
    one.put("sentence", f.sentence());
    return one;
  }
}
