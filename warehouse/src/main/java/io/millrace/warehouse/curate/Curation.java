package io.millrace.warehouse.curate;

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
import java.util.LinkedHashMap;
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
 * Curates days: reads {@code raw}, writes a new generation of each day of {@code dw.orders}, {@code
 * dw.activity} and {@code dw.sessions} beside the old one, then swaps them in. Until the swap no
 * reader sees anything of it; a run that dies is repeated.
 */
public final class Curation {

  private static final Logger LOG = LoggerFactory.getLogger(Curation.class);

  private static final TableName RAW_ACTIVITY = new TableName("raw", "activity");
  private static final TableName RAW_ORDERS = new TableName("raw", "orders");
  private static final TableName ACTIVITY = new TableName("dw", "activity");
  private static final TableName ORDERS = new TableName("dw", "orders");
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
   * @throws PublishException when a table is missing or the metastore refuses; whatever has been
   *     swapped until then is whole
   */
  public void run(List<LocalDate> days, SessionRule rule) throws IOException, PublishException {
    requireTables();
    for (TableName table : List.of(ORDERS, ACTIVITY, SESSIONS)) {
      publisher.sweep(table, generation);
    }
    RawTable activity = new RawTable(spark, RAW_ACTIVITY);
    RawTable orders = new RawTable(spark, RAW_ORDERS);
    if (intersects(days, orders)) {
      write(
          OrderCuration.curate(orders.read(days)),
          ORDERS,
          "transaction_date",
          "kafka_partition",
          "kafka_offset");
    }
    Dataset<Row> curated = ActivityCuration.curate(activity.read(days));
    if (intersects(days, activity)) {
      write(curated, ACTIVITY, "event_time", "kafka_partition", "kafka_offset");
      writeSessions(days, rule, activity, written(ACTIVITY, curated.schema()));
    }
    for (TableName table : List.of(ORDERS, ACTIVITY, SESSIONS)) {
      publish(table, days);
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
    SessionCuration sessions = new SessionCuration(spark, rule, activity.asEvents());
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
        new ClosedFlags(files, root, RAW_ACTIVITY.table()).read(needed), activity.hours());
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

  private void requireTables() throws PublishException {
    Map<TableName, Boolean> exist = new LinkedHashMap<>();
    for (TableName table : List.of(RAW_ACTIVITY, RAW_ORDERS, ACTIVITY, ORDERS, SESSIONS)) {
      exist.put(table, spark.catalog().tableExists(table.database(), table.table()));
    }
    if (exist.containsValue(false)) {
      String missing =
          exist.entrySet().stream()
              .filter(e -> !e.getValue())
              .map(e -> e.getKey().toString())
              .collect(Collectors.joining(", "));
      throw new PublishException(
          "The metastore has no table %s. Create what is missing with the files of hql/ddl."
              .formatted(missing));
    }
  }

  private static boolean intersects(List<LocalDate> days, RawTable table) {
    return days.stream().anyMatch(table.days()::contains);
  }
}
