package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.hql.TableDefinition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.session.SessionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * The tables that curation reads and writes, as they are defined, in a folder and a local catalog.
 */
final class LocalWarehouse implements AutoCloseable {

  static final SessionRule RULE =
      new SessionRule(Duration.ofMinutes(30), Optional.of(Duration.ofHours(24)));

  private final SparkSession spark = TestSpark.session();
  private final Path root;
  private final List<Feed> feeds;

  LocalWarehouse(Path root) {
    this.root = root;
    this.feeds =
        new ArrayList<>(
            FeedCatalog.load(Path.of("../conf/feeds")).feeds().stream()
                .filter(f -> List.of("activity", "orders").contains(f.name()))
                .toList());
    for (String table :
        List.of(
            "raw.activity",
            "raw.orders",
            "dw.activity",
            "dw.orders",
            "dw.sessions",
            "dw.users",
            "mart.funnel_daily",
            "mart.navigation_daily",
            "mart.path_daily",
            "mart.retention")) {
      TableDefinition definition = TableDefinition.of(table);
      String[] name = table.split("\\.", -1);
      spark.sql("CREATE DATABASE IF NOT EXISTS " + name[0]);
      spark.sql(
          "CREATE TABLE %s (%s, %s) USING %s PARTITIONED BY (%s) LOCATION '%s'"
              .formatted(
                  table,
                  columns(definition.columns()),
                  columns(definition.partitions()),
                  name[0].equals("raw") ? "parquet" : "orc",
                  String.join(", ", definition.partitions().keySet()),
                  root.resolve(name[0]).resolve(name[1]).toUri()));
    }
  }

  /**
   * Lands rows as one file of one hour.
   *
   * @param values expressions by column; columns that are not named are null
   */
  void land(String feed, String dt, String hour, List<Map<String, String>> values) {
    Path folder = root.resolve("raw/%s/dt=%s/hour=%s".formatted(feed, dt, hour));
    Map<String, String> columns = columnsOf("raw." + feed);
    String rows =
        values.stream()
            .map(
                row ->
                    columns.entrySet().stream()
                        .map(
                            c ->
                                "CAST(%s AS %s) AS %s"
                                    .formatted(
                                        row.getOrDefault(c.getKey(), "NULL"),
                                        c.getValue(),
                                        c.getKey()))
                        .collect(Collectors.joining(", ", "SELECT ", "")))
            .collect(Collectors.joining(" UNION ALL "));
    spark.sql(rows).coalesce(1).write().mode("append").parquet(folder.toUri().toString());
    spark.sql(
        "ALTER TABLE raw.%s ADD IF NOT EXISTS PARTITION (dt = '%s', hour = '%s') LOCATION '%s'"
            .formatted(feed, dt, hour, folder.toUri()));
    spark.catalog().refreshTable("raw." + feed);
  }

  /** Declares a feed that only this test knows, with its tables, as they are applied. */
  void declare(Feed feed) {
    feeds.add(feed);
    String fields =
        feed.fields().stream()
            .map(f -> f.name() + " " + f.type().name().replace("LONG", "BIGINT"))
            .collect(Collectors.joining(", "));
    spark.sql(
        "CREATE TABLE raw.%s (%s, kafka_partition INT, kafka_offset BIGINT, kafka_time TIMESTAMP, ingest_time TIMESTAMP, dt STRING, hour STRING) USING parquet PARTITIONED BY (dt, hour) LOCATION '%s'"
            .formatted(feed.name(), fields, root.resolve("raw/" + feed.name()).toUri()));
    spark.sql(
        "CREATE TABLE dw.%s (%s, kafka_partition INT, kafka_offset BIGINT, kafka_time TIMESTAMP, hour STRING, dt STRING) USING orc PARTITIONED BY (dt) LOCATION '%s'"
            .formatted(feed.name(), fields, root.resolve("dw/" + feed.name()).toUri()));
  }

  void close(String feed, String dt, String hour) throws IOException {
    Path folder = root.resolve("ops/closed/%s/dt=%s/hour=%s".formatted(feed, dt, hour));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("_SUCCESS"), "{}");
  }

  void curate(String generation, Duration grace, String... days) throws Exception {
    new Curation(
            spark, root.toUri().toString(), new Generation(generation), grace, Clock.systemUTC())
        .run(feeds, Stream.of(days).map(LocalDate::parse).toList(), RULE);
    feeds.forEach(feed -> spark.catalog().refreshTable("dw." + feed.name()));
    spark.catalog().refreshTable("dw.sessions");
  }

  /** What marts are computed with. */
  DayTables tables(String generation, Duration grace) throws IOException {
    return new DayTables(
        spark, root.toUri().toString(), new Generation(generation), grace, Clock.systemUTC());
  }

  List<Feed> feeds() {
    return List.copyOf(feeds);
  }

  Dataset<Row> table(String name) {
    return spark.table(name);
  }

  /** All rows of the curated tables, as texts. */
  List<String> curated() {
    return Stream.of("dw.activity", "dw.orders", "dw.sessions")
        .flatMap(
            name ->
                spark
                    .table(name)
                    .withColumn("of_table", lit(name))
                    .orderBy(col("dt"))
                    .collectAsList()
                    .stream())
        .map(Row::toString)
        .sorted()
        .toList();
  }

  /** The partitions of a table. */
  List<String> partitions(String table) {
    return spark.sql("SHOW PARTITIONS " + table).collectAsList().stream()
        .map(r -> r.getString(0))
        .toList();
  }

  /** The generations of a day that lie in its folder. */
  List<String> generations(String table, String dt) throws IOException {
    Path day = root.resolve("dw/%s/dt=%s".formatted(table, dt));
    try (Stream<Path> folders = Files.list(day)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  Path folder(String path) {
    return root.resolve(path);
  }

  @Override
  public void close() {
    for (String database : List.of("raw", "dw", "mart")) {
      spark.sql("DROP DATABASE IF EXISTS %s CASCADE".formatted(database));
    }
  }

  private Map<String, String> columnsOf(String table) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (StructField field : spark.table(table).schema().fields()) {
      if (!field.name().equals("dt") && !field.name().equals("hour")) {
        columns.put(field.name(), field.dataType().sql());
      }
    }
    return columns;
  }

  private static String columns(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(c -> c.getKey() + " " + c.getValue())
        .collect(Collectors.joining(", "));
  }
}
