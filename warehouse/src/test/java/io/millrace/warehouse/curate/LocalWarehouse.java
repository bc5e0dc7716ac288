package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.funnel.Funnels;
import io.millrace.model.landing.EventHour;
import io.millrace.model.quality.Quality;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.hql.TableDefinition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.session.SessionRule;
import io.millrace.warehouse.table.MaskedView;
import io.millrace.warehouse.table.NowBoundary;
import io.millrace.warehouse.table.NowView;
import java.io.IOException;
import java.net.URI;
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
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The tables that curation reads and writes, as they are defined, in a folder and a local catalog.
 */
final class LocalWarehouse implements AutoCloseable {

  static final SessionRule RULE =
      new SessionRule(Duration.ofMinutes(30), Optional.of(Duration.ofHours(24)));

  private static final List<String> DATABASES = List.of("raw", "dw", "mart");

  private static final List<String> TABLES =
      List.of(
          "raw.activity",
          "raw.orders",
          "dw.activity",
          "dw.orders",
          "dw.sessions",
          "dw.users",
          "dw.customer_days",
          "dw.transactions",
          "dw.account_days",
          "dw.account_features",
          "dw.risk_scores",
          "dw.fraud_alerts",
          "mart.fraud_rule_daily",
          "mart.fraud_score_daily",
          "mart.fraud_top_daily",
          "mart.funnel_daily",
          "mart.navigation_daily",
          "mart.path_daily",
          "mart.retention");

  private static final Map<String, CatalogTable> MADE = new ConcurrentHashMap<>();

  private final SparkSession spark = TestSpark.session();
  private final Path root;
  private final List<Feed> feeds;
  private Quality quality = Quality.NONE;
  private final PartitionUse use = new PartitionUse();
  private SessionRule rule = RULE;
  private long batches;

  LocalWarehouse(Path root) {
    this.root = root;
    this.feeds =
        new ArrayList<>(
            FeedCatalog.load(Path.of("../conf/feeds")).feeds().stream()
                .filter(f -> List.of("activity", "orders").contains(f.name()))
                .toList());
    for (String database : DATABASES) {
      spark.sql("CREATE DATABASE IF NOT EXISTS " + database);
    }
    TABLES.forEach(this::create);
  }

  /** A table as it is defined; the first of a JVM by a statement, and by what that made since. */
  private void create(String table) {
    String[] name = table.split("\\.", -1);
    String folder = root.resolve(name[0]).resolve(name[1]).toUri().toString();
    ExternalCatalog catalog = spark.sharedState().externalCatalog();
    CatalogTable made = MADE.get(table);
    if (made != null) {
      catalog.createTable(in(folder, made), false);
      return;
    }
    TableDefinition definition = TableDefinition.of(table);
    spark.sql(
        "CREATE TABLE %s (%s, %s) USING %s PARTITIONED BY (%s) LOCATION '%s'"
            .formatted(
                table,
                columns(definition.columns()),
                columns(definition.partitions()),
                name[0].equals("raw") ? "parquet" : "orc",
                String.join(", ", definition.partitions().keySet()),
                folder));
    MADE.put(table, catalog.getTable(name[0], name[1]));
  }

  private static CatalogTable in(String folder, CatalogTable table) {
    CatalogStorageFormat storage = table.storage();
    return table.withNewStorage(
        Option.apply(URI.create(folder)),
        storage.inputFormat(),
        storage.outputFormat(),
        storage.compressed(),
        storage.serde(),
        storage.properties());
  }

  /**
   * Lands rows as one file of one hour, in a batch of its own.
   *
   * @param values expressions by column; columns that are not named are null
   */
  void land(String feed, String dt, String hour, List<Map<String, String>> values)
      throws PublishException {
    Path folder = root.resolve("raw/%s/dt=%s/hour=%s".formatted(feed, dt, hour));
    Map<String, String> columns = columnsOf("raw." + feed);
    // an inline table is evaluated once, as it is parsed; SELECTs would be planned one by one
    String rows =
        values.stream()
            .map(
                row ->
                    columns.entrySet().stream()
                        .map(
                            c ->
                                "CAST(%s AS %s)"
                                    .formatted(row.getOrDefault(c.getKey(), "NULL"), c.getValue()))
                        .collect(Collectors.joining(", ", "(", ")")))
            .collect(
                Collectors.joining(
                    ", ",
                    "SELECT * FROM VALUES ",
                    columns.keySet().stream()
                        .collect(Collectors.joining(", ", " AS landed(", ")"))));
    spark.sql(rows).coalesce(1).write().mode("append").parquet(folder.toUri().toString());
    batches++;
    tell(feed, dt, hour, batches);
  }

  /**
   * Adds rows to a table, a file to each of their partitions.
   *
   * @param values by column, partitions among them; columns that are not named are null
   */
  void insert(String table, List<Map<String, Object>> values) {
    StructType schema = spark.table(table).schema();
    List<Row> rows =
        values.stream()
            .map(row -> RowFactory.create(Stream.of(schema.fieldNames()).map(row::get).toArray()))
            .toList();
    spark.createDataFrame(rows, schema).coalesce(1).write().insertInto(table);
  }

  /** Makes the metastore say that an hour has what landed up to a batch, and no more. */
  void tell(String feed, String dt, String hour, long lastSeq) throws PublishException {
    PartitionKey key = PartitionKey.of(EventHour.parse(dt, hour));
    String place = "%sraw/%s/%s".formatted(root.toUri(), feed, key.name());
    new SparkPartitions(spark)
        .swap(
            new TableName("raw", feed),
            Map.of(
                key,
                new PartitionFiles(place, 1, 1, OptionalLong.empty(), OptionalLong.of(lastSeq))));
    spark.catalog().refreshTable("raw." + feed);
  }

  /** Forgets a landed hour, as retention does. */
  void forget(String feed, String dt, String hour) {
    spark.sql(
        "ALTER TABLE raw.%s DROP PARTITION (dt = '%s', hour = '%s')".formatted(feed, dt, hour));
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
        "CREATE TABLE dw.%s (%s, kafka_partition INT, kafka_offset BIGINT, kafka_time TIMESTAMP, dt STRING, hour STRING) USING orc PARTITIONED BY (dt, hour) LOCATION '%s'"
            .formatted(feed.name(), fields, root.resolve("dw/" + feed.name()).toUri()));
  }

  void close(String feed, String dt, String hour) throws IOException {
    Path folder = root.resolve("ops/closed/%s/dt=%s/hour=%s".formatted(feed, dt, hour));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("_SUCCESS"), "{}");
  }

  void curate(String generation, Duration grace, String... days) throws Exception {
    curate(
        generation,
        grace,
        CurationScope.ofDays(Stream.of(days).map(LocalDate::parse).toList(), UpToDate.REPLACE));
  }

  /** Curates what is not up to date of days. */
  void keeping(String generation, String... days) throws Exception {
    curate(
        generation,
        Duration.ofHours(24),
        CurationScope.ofDays(Stream.of(days).map(LocalDate::parse).toList(), UpToDate.KEEP));
  }

  /** Curates hours of which each is written as {@code 2015-05-17T10}. */
  void curateHours(String generation, Duration grace, String... hours) throws Exception {
    curate(
        generation,
        grace,
        CurationScope.ofHours(
            Stream.of(hours)
                .map(hour -> EventHour.parse(hour.substring(0, 10), hour.substring(11)))
                .toList(),
            UpToDate.REPLACE));
  }

  /** What is asked of tables from now on. */
  void ask(Quality asked) {
    quality = asked;
  }

  /** What was read and written of tables until now. */
  PartitionUse use() {
    return use;
  }

  /**
   * What makes a session converted from now on.
   *
   * @param where as conf/funnels.yaml asks of an event
   */
  void convertBy(String where) {
    rule =
        RULE.with(
            Funnels.parse(
                    "funnels.yaml",
                    "funnels: []\nconversions:\n  - {name: one, where: %s}\n".formatted(where))
                .conversions());
  }

  private void curate(String generation, Duration grace, CurationScope scope) throws Exception {
    new Curation(
            spark,
            root.toUri().toString(),
            new Generation(generation),
            grace,
            new StagedChecks(spark, quality, Clock.systemUTC()),
            use,
            new SqlViews(spark),
            Clock.systemUTC())
        .run(feeds, scope, rule);
    feeds.forEach(feed -> spark.catalog().refreshTable("dw." + feed.name()));
    spark.catalog().refreshTable("dw.sessions");
  }

  /** What marts are computed with. */
  DayTables tables(String generation, Duration grace) throws IOException {
    return tables(generation, grace, Clock.systemUTC());
  }

  /** The same by another clock. */
  DayTables tables(String generation, Duration grace, Clock clock) throws IOException {
    return new DayTables(
        spark,
        root.toUri().toString(),
        new Generation(generation),
        grace,
        new StagedChecks(spark, quality, Clock.systemUTC()),
        use,
        clock);
  }

  /** Makes the view of a feed that has what is not curated yet. */
  void create(NowView view, NowBoundary boundary) {
    spark.sql(
        "CREATE VIEW %s TBLPROPERTIES (%s) AS %s"
            .formatted(
                view.fullName(), SqlViews.text(boundary.properties()), view.query(boundary)));
  }

  /** Makes a masked view as Hive makes it. */
  void create(MaskedView view) {
    spark.sql(view.create());
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

  /** What the metastore counts of a partition, as {@code {numFiles=1, …}}. */
  String parameters(String table, String dt, String hour) {
    return spark
        .sql("DESCRIBE EXTENDED %s PARTITION (dt = '%s', hour = '%s')".formatted(table, dt, hour))
        .where(col("col_name").equalTo("Partition Parameters"))
        .select("data_type")
        .first()
        .getString(0);
  }

  /** The generations of a partition that lie in its folder. */
  List<String> generations(String table, String name) throws IOException {
    try (Stream<Path> folders = Files.list(root.resolve("dw/%s/%s".formatted(table, name)))) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  Path folder(String path) {
    return root.resolve(path);
  }

  @Override
  public void close() {
    for (String database : DATABASES) {
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
