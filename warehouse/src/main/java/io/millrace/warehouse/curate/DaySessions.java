package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.session.ClosedHours;
import io.millrace.warehouse.session.EventDays;
import io.millrace.warehouse.session.SessionCuration;
import io.millrace.warehouse.session.SessionEvents;
import io.millrace.warehouse.session.SessionRule;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The sessions of days, with what is known of closed hours. */
final class DaySessions {

  private final SparkSession spark;
  private final SparkPartitions partitions;
  private final FileSystem files;
  private final String root;
  private final SessionRule rule;

  /**
   * Sessions.
   *
   * @param closed what was known of closed hours when they were made
   */
  record Made(Dataset<Row> rows, ClosedHours closed) {}

  DaySessions(
      SparkSession spark,
      SparkPartitions partitions,
      FileSystem files,
      String root,
      SessionRule rule) {
    this.spark = spark;
    this.partitions = partitions;
    this.files = files;
    this.root = root;
    this.rule = rule;
  }

  /**
   * The sessions that start in those days.
   *
   * @param curation of the feed that they are made of: the events of the days around them are those
   *     that have landed, or were curated where retention has dropped what landed
   * @param curated events of the days, without duplicates, as {@link SessionEvents} has them
   */
  Made of(FeedCuration curation, Dataset<Row> curated, List<LocalDate> days)
      throws IOException, PublishException {
    TableName raw = curation.raw();
    NavigableSet<PartitionKey> hours = new TreeSet<>(partitions.partitions(raw));
    EventDays events =
        new HourTable(spark, raw)
            .asEvents(FeedCuration.SESSION_EVENT_ID, hours, rows -> events(curation.enrich(rows)));
    LandedKeep landed = LandedKeep.of(files, root, raw.table());
    if (landed.from().isPresent()) {
      NavigableSet<PartitionKey> before =
          partitions.partitions(curation.curated()).stream()
              .filter(hour -> landed.isGone(hour.day()))
              .collect(Collectors.toCollection(TreeSet::new));
      events =
          EventDays.split(
              landed.from().get(),
              new HourTable(spark, curation.curated())
                  .asEvents(FeedCuration.SESSION_EVENT_ID, before, this::events),
              events);
      hours.addAll(before);
    }
    Set<String> needed = new TreeSet<>();
    for (LocalDate day : days) {
      LocalDate last = rule.lastDayOfSessionsFrom(day, events.existing());
      day.datesUntil(last.plusDays(1)).forEach(d -> needed.add(d.toString()));
    }
    ClosedHours closed =
        new ClosedHours(
            new ClosedFlags(files, root, raw.table()).read(needed),
            hours.stream().map(hour -> hour.eventHour().start()).collect(Collectors.toSet()));
    return new Made(
        new SessionCuration(spark, rule, events).sessions(curated, days, closed), closed);
  }

  /** What sessions are made of, from rows of the curated table. */
  Dataset<Row> events(Dataset<Row> curated) {
    return SessionEvents.of(curated, rule.conversions());
  }
}
