package io.millrace.warehouse.curate;

import io.millrace.model.feed.Feed;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Publisher;
import io.millrace.warehouse.publish.TableFolder;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.session.ClosedHours;
import io.millrace.warehouse.session.SessionCuration;
import io.millrace.warehouse.session.SessionEvents;
import io.millrace.warehouse.session.SessionRule;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Curates days: reads {@code raw}, writes a new generation of each day of every feed's {@code dw}
 * table and of {@code dw.sessions} beside the old one, then swaps them in. Until the swap no reader
 * sees anything of it; a run that dies is repeated.
 */
public final class Curation {

  private static final Logger LOG = LoggerFactory.getLogger(Curation.class);

  private static final TableName SESSIONS = new TableName("dw", "sessions");

  private final SparkSession spark;
  private final FileSystem files;
  private final String root;
  private final Generation generation;
  private final Publisher publisher;

  /**
   * @param generation unique to this attempt
   * @param grace how long replaced generations stay
   */
  public Curation(
      SparkSession spark, String root, Generation generation, Duration grace, Clock clock)
      throws IOException {
    this.spark = spark;
    this.files = new Path(root).getFileSystem(spark.sparkContext().hadoopConfiguration());
    this.root = root;
    this.generation = generation;
    this.publisher = new Publisher(new SparkPartitions(spark), files, root, grace, clock);
  }

  /**
   * Curates those days, which are in ascending order. Days without any rows get empty partitions.
   *
   * @param feeds as they are applied
   * @throws PublishException when a table is missing or the metastore refuses; whatever has been
   *     swapped until then is whole
   */
  public void run(List<Feed> feeds, List<LocalDate> days, SessionRule rule)
      throws IOException, PublishException {
    List<FeedCuration> curations = feeds.stream().map(FeedCuration::of).toList();
    List<TableName> tables = new ArrayList<>();
    curations.forEach(curation -> tables.add(curation.curated()));
    if (curations.stream().anyMatch(FeedCuration::hasSessions)) {
      tables.add(SESSIONS);
    }
    requireTables(curations, tables);
    for (TableName table : tables) {
      publisher.sweep(table, generation);
    }
    for (FeedCuration curation : curations) {
      curate(curation, days, rule);
    }
    for (TableName table : tables) {
      publish(table, days);
    }
  }

  private void curate(FeedCuration curation, List<LocalDate> days, SessionRule rule)
      throws IOException {
    RawTable raw = new RawTable(spark, curation.raw());
    if (!intersects(days, raw)) {
      return;
    }
    Dataset<Row> curated = curation.curate(raw.read(days));
    write(curated, curation.curated(), curation.order());
    if (curation.hasSessions()) {
      writeSessions(days, rule, raw, written(curation.curated(), curated.schema()));
    }
  }

  /** What was just written: it has each event once, and fewer bytes than the landed files. */
  private Dataset<Row> written(TableName table, StructType schema) {
    // The schema is given, since days whose partitions hold no row have no file to tell it.
    return spark.read().schema(schema).orc(publisher.folder(table).next(generation).toString());
  }

  private void writeSessions(
      List<LocalDate> days, SessionRule rule, RawTable activity, Dataset<Row> curated)
      throws IOException {
    SessionCuration sessions =
        new SessionCuration(spark, rule, activity.asEvents(FeedCuration.SESSION_EVENT_ID));
    write(
        sessions.sessions(SessionEvents.of(curated), days, closedHours(activity, days, rule)),
        SESSIONS,
        "session_start",
        "site",
        "user_id");
  }

  private ClosedHours closedHours(RawTable activity, List<LocalDate> days, SessionRule rule)
      throws IOException {
    Set<String> needed = new TreeSet<>();
    for (LocalDate day : days) {
      LocalDate last = rule.lastDayOfSessionsFrom(day, activity.days());
      day.datesUntil(last.plusDays(1)).forEach(d -> needed.add(d.toString()));
    }
    return new ClosedHours(
        new ClosedFlags(files, root, activity.name().table()).read(needed), activity.hours());
  }

  private void write(Dataset<Row> rows, TableName table, String... order) {
    GenerationWriter.write(rows, publisher.folder(table), generation, order);
  }

  private void publish(TableName table, List<LocalDate> days) throws IOException, PublishException {
    TableFolder folder = publisher.folder(table);
    Set<LocalDate> written = new TreeSet<>();
    for (LocalDate day : days) {
      if (folder.isWritten(generation, day)) {
        written.add(day);
      }
    }
    Map<LocalDate, PartitionFiles> places = publisher.publish(table, generation, days, written);
    folder.clear(generation);
    places.forEach(
        (day, place) ->
            LOG.info(
                "{} dt={}: {} files, {} bytes in {}",
                table,
                day,
                place.files(),
                place.bytes(),
                place.location()));
  }

  private void requireTables(List<FeedCuration> curations, List<TableName> curated)
      throws PublishException {
    List<TableName> needed = new ArrayList<>(curations.stream().map(FeedCuration::raw).toList());
    needed.addAll(curated);
    String missing =
        needed.stream()
            .filter(t -> !spark.catalog().tableExists(t.database(), t.table()))
            .map(TableName::toString)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new PublishException(
          "The metastore has no table %s. Create what is missing with: millrace feed apply --all"
              .formatted(missing));
    }
  }

  private static boolean intersects(List<LocalDate> days, RawTable table) {
    return days.stream().anyMatch(table.days()::contains);
  }
}
