package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.audit.Audit;
import io.millrace.cli.audit.Inventories;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.audit.AuditedDays;
import io.millrace.warehouse.audit.GeneratedRecords;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace audit}. */
@Command(
    name = "audit",
    description = {
      "Proves that every record is accounted for.",
      "For each feed and topic-partition, what Kafka took in must be what the commit log says"
          + " landed or was quarantined, what HDFS holds, and what Hive reads. Records that have"
          + " not landed yet are pending and no error. Of each hour that is curated, dw must have"
          + " each landed record once, and each day of a mart must add up to what dw has; hours"
          + " that are still open, or wait for a repair, are no error. Names each file, range of"
          + " offsets, hour and day that does not add up, and ends with 7 then.",
      "With --days only partitions and files of those days are compared. The commit log is checked"
          + " whole in any case: its offsets are not sorted by day.",
      "With --inventory readers must also find what a generator put out: of each of its hours raw"
          + " each record as often as it was delivered, dw each record once, and quarantine what it"
          + " broke."
    },
    footer = {
      "  millrace audit",
      "  millrace audit --feed orders --json",
      "  millrace audit --days 2015-05-17..2015-05-20",
      "  millrace audit --inventory orders.csv.inventory.json"
    })
final class AuditCommand extends HelpedCommand {

  @Option(names = "--feed", paramLabel = "FEED", description = "Only this feed.")
  private String feed;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description =
          "Only these days of event time, UTC, of quarantine of Kafka's time: days and ranges of"
              + " days, as 2010-12-01..2010-12-03,2015-05-17.")
  private String days;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description =
          "Inventory that millrace generate left. Repeat it for each generation of those hours.")
  private List<Path> inventories = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  AuditCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    AuditedDays audited = days == null ? AuditedDays.ALL : AuditedDays.of(parse(days));
    FeedCatalog catalog = FeedCatalog.load(new Checkout(invocation().checkout()).feeds());
    List<Feed> feeds = feed == null ? catalog.feeds() : List.of(catalog.require(feed));
    List<GeneratedRecords> generated = Inventories.read(inventories);
    for (GeneratedRecords records : generated) {
      if (!feeds.contains(catalog.require(records.feed()))) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "--feed %s: an inventory is of feed %s. Leave out --feed, or that inventory."
                .formatted(feed, records.feed()));
      }
    }
    ClusterSettings settings =
        invocation()
            .running(
                Service.NAMENODE,
                Service.DATANODE,
                Service.RESOURCEMANAGER,
                Service.NODEMANAGER,
                Service.KAFKA,
                Service.METASTORE,
                Service.HIVESERVER2);
    try (Hdfs hdfs = Hdfs.open(settings)) {
      Audit audit =
          Audit.of(settings, hdfs, feeds, audited, generated, console(), invocation().clock());
      if (json) {
        console().print(Json.text(audit.asMap()));
      } else {
        audit.print(console());
      }
      return audit.balanced() ? ExitStatus.OK : ExitStatus.UNBALANCED;
    }
  }

  private static Days parse(String text) {
    try {
      return Days.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--days %s: %s.".formatted(text, e.getMessage()), e);
    }
  }
}
