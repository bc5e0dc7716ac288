package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PublishException;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
  private final Duration grace;
  private final Clock clock;

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
    this.grace = grace;
    this.clock = clock;
  }

  /**
   * Curates those days, which are in ascending order. Days without any rows get empty partitions.
   *
   * @throws PublishException when a table is missing or the metastore refuses; whatever has been
   *     swapped until then is whole
   */
  public void run(List<LocalDate> days, SessionRule rule) throws IOException, PublishException {
    requireTables();
    sweep(days);
    RawTable activity = new RawTable(spark, RAW_ACTIVITY);
    RawTable orders = new RawTable(spark, RAW_ORDERS);
    write(
        OrderCuration.curate(orders.read(days)),
        ORDERS,
        intersects(days, orders),
        "transaction_date",
        "kafka_partition",
        "kafka_offset");
    boolean anyActivity = intersects(days, activity);
    write(
        ActivityCuration.curate(activity.read(days)),
        ACTIVITY,
        anyActivity,
        "event_time",
        "kafka_partition",
        "kafka_offset");
    if (anyActivity) {
      writeSessions(days, rule, activity);
    }
    for (TableName table : List.of(ORDERS, ACTIVITY, SESSIONS)) {
      publish(table, days);
    }
  }

  private void writeSessions(List<LocalDate> days, SessionRule rule, RawTable activity)
      throws IOException {
    // What was just written has each event once, and fewer bytes than the landed files.
    Dataset<Row> events =
        SessionEvents.of(spark.read().orc(folder(ACTIVITY).next(generation).toString()));
    SessionCuration sessions = new SessionCuration(spark, rule, activity.asEvents());
    write(
        sessions.sessions(events, days, closedHours(activity, days)),
        SESSIONS,
        true,
        "session_start",
        "site",
        "user_id");
  }

  private ClosedHours closedHours(RawTable activity, List<LocalDate> days) throws IOException {
    // Sessions of these days may end in any later one.
    Set<String> from =
        activity.days().tailSet(days.get(0)).stream()
            .flatMap(day -> Stream.of(day, day.plusDays(1)))
            .map(LocalDate::toString)
            .collect(Collectors.toSet());
    return new ClosedHours(
        new ClosedFlags(files, root, RAW_ACTIVITY.table()).read(from), activity.hours());
  }

  private void write(Dataset<Row> rows, TableName table, boolean any, String... order) {
    if (any) {
      GenerationWriter.write(rows, folder(table), generation, order);
    }
  }

  private void publish(TableName table, List<LocalDate> days) throws IOException, PublishException {
    TableFolder folder = folder(table);
    Map<LocalDate, PartitionFiles> adopted = new TreeMap<>();
    for (LocalDate day : days) {
      adopted.put(day, folder.adopt(generation, day, folder.isWritten(generation, day)));
    }
    new SparkPartitions(spark).swap(table, adopted);
    folder.clear(generation);
    adopted.forEach(
        (day, place) ->
            LOG.info(
                "{} dt={}: {} files, {} bytes in {}",
                table,
                day,
                place.files(),
                place.bytes(),
                place.location()));
  }

  private void sweep(List<LocalDate> days) throws IOException, PublishException {
    for (TableName table : List.of(ORDERS, ACTIVITY, SESSIONS)) {
      TableFolder folder = folder(table);
      Map<LocalDate, String> current = new SparkPartitions(spark).locations(table, days);
      for (LocalDate day : days) {
        folder.sweep(day, Optional.ofNullable(current.get(day)), grace, clock);
      }
      folder.sweepAbandoned(grace, clock);
    }
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

  private TableFolder folder(TableName table) {
    return new TableFolder(files, root, table);
  }

  private static boolean intersects(List<LocalDate> days, RawTable table) {
    return days.stream().anyMatch(table.days()::contains);
  }
}
