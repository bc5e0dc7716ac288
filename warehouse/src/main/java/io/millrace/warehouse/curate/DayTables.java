package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.Causes;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Publisher;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.SeenTable;
import io.millrace.warehouse.publish.TableFolder;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.publish.Written;
import io.millrace.warehouse.publish.WrittenTable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Published tables that are read, and tables by day that are computed from them and published in
 * the same application.
 */
public final class DayTables {

  private static final Logger LOG = LoggerFactory.getLogger(DayTables.class);

  private final SparkSession spark;
  private final Generation generation;
  private final SparkPartitions partitions;
  private final Publisher publisher;
  private final StagedChecks checks;
  private final PartitionUse use;
  private final Clock clock;

  /**
   * @param generation unique to this attempt
   * @param grace how long replaced generations stay
   * @param checks of what is written, before it is published
   * @param use told what is read and published
   */
  public DayTables(
      SparkSession spark,
      String root,
      Generation generation,
      Duration grace,
      StagedChecks checks,
      PartitionUse use,
      Clock clock)
      throws IOException {
    FileSystem files = new Path(root).getFileSystem(spark.sparkContext().hadoopConfiguration());
    this.spark = spark;
    this.generation = generation;
    this.checks = checks;
    this.use = use;
    this.clock = clock;
    this.partitions = new SparkPartitions(spark);
    this.publisher = new Publisher(partitions, files, root, grace, clock);
  }

  /**
   * Makes sure that tables are there.
   *
   * @throws PublishException naming those that are not, and what to do
   */
  public void require(List<TableName> tables) throws PublishException {
    require(spark, tables);
  }

  /**
   * Makes sure that tables are there.
   *
   * @throws PublishException naming those that are not, and what to do
   */
  public static void require(SparkSession spark, List<TableName> tables) throws PublishException {
    String missing =
        tables.stream()
            .filter(t -> !spark.catalog().tableExists(t.database(), t.table()))
            .map(TableName::toString)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new RefusedException(
          "The metastore has no table %s. Create what is missing with: millrace feed apply --all"
              .formatted(missing));
    }
  }

  /** Those of the days that have a partition. */
  public NavigableSet<LocalDate> existing(TableName table, Collection<LocalDate> days)
      throws PublishException {
    return existing(spark, table, days);
  }

  /** Those of the days that have a partition, for whoever changes no table. */
  public static NavigableSet<LocalDate> existing(
      SparkSession spark, TableName table, Collection<LocalDate> days) throws PublishException {
    return daysOf(new SparkPartitions(spark).ofDays(table, days).keySet());
  }

  /** All days that have a partition. */
  public NavigableSet<LocalDate> days(TableName table) throws PublishException {
    return daysOf(partitions.partitions(table));
  }

  /**
   * What the metastore says now of days that are to be made from landed rows.
   *
   * @param feed whose rows they are
   * @param table that has them by hour
   */
  public LandedDays landed(String feed, TableName table, Collection<LocalDate> days)
      throws PublishException {
    return new LandedDays(now(), feed, days, partitions.ofDays(table, days));
  }

  /** To be asked before anything is read that a table is made from. */
  public Instant now() {
    return clock.instant();
  }

  /** Which partitions a table has now; to be asked before it is read. */
  public SeenTable see(TableName table) throws PublishException {
    return publisher.see(table);
  }

  /** What readers find of a table now. */
  public Dataset<Row> read(TableName table) {
    use.readsAll(table);
    return current(table);
  }

  /** What readers find of some days now. */
  public Dataset<Row> read(TableName table, Collection<LocalDate> days) {
    return of(current(table), table, days);
  }

  /**
   * More days of a table of which days have been read before, as it was looked up then. To look it
   * up anew would throw away what has been cached of it.
   */
  public Dataset<Row> readMore(TableName table, Collection<LocalDate> days) {
    return of(spark.table(table.toString()), table, days);
  }

  private Dataset<Row> of(Dataset<Row> rows, TableName table, Collection<LocalDate> days) {
    use.reads(table, days.stream().map(PartitionKey::of).toList());
    return rows.where(functions.col("dt").isin(days.stream().map(LocalDate::toString).toArray()));
  }

  private Dataset<Row> current(TableName table) {
    // Partitions have moved since the session looked, also by this application's own hand.
    spark.catalog().refreshTable(table.toString());
    return spark.table(table.toString());
  }

  /**
   * Writes days, checks them and swaps them in, but for those that another run made as of later.
   * Those without rows become empty.
   *
   * @param asOf a moment before anything was read that they are made from
   * @param rows of those days and no others, dt last
   * @param order within a file
   * @return the days that were swapped in
   * @throws PublishException also when a blocking check failed; the table is as it was then
   */
  public NavigableSet<LocalDate> replace(
      TableName table, Instant asOf, Dataset<Row> rows, Collection<LocalDate> days, String... order)
      throws IOException, PublishException {
    Causes causes = publisher.causes(generation);
    return replace(
        table, rows, days, (day, count) -> Written.counted(count, asOf, causes.of(day)), order);
  }

  /**
   * Does the same with days that are made from landed rows: one that was made from later batches,
   * or as of later from the same, stays.
   *
   * @param rows of those days and no others, dt last
   * @param order within a file
   * @throws PublishException also when a blocking check failed; the table is as it was then
   */
  public void replace(TableName table, Dataset<Row> rows, LandedDays days, String... order)
      throws IOException, PublishException {
    replace(table, rows, days.days(), days::written, order);
  }

  /**
   * Rows that are to replace days of a table.
   *
   * @param rows of those days and no others, dt last, in parts of different days, which are
   *     computed and written one after the other
   * @param order within a file
   */
  public record DayRows(
      TableName table, List<Dataset<Row>> rows, Collection<LocalDate> days, List<String> order) {}

  /**
   * Does the same with days that belong together, of one table or several, since what is in one
   * decides what is in others: all of them or none.
   *
   * @param from the table that they are made from, as it was before it was read
   * @param tables in the order in which they are swapped in; a run that dies leaves the later ones
   *     as they were
   * @throws PublishException also when one of them has to stay, or that table has changed since:
   *     the run is to be run again
   */
  public void replaceTogether(SeenTable from, DayRows... tables)
      throws IOException, PublishException {
    Causes causes = publisher.causes(generation);
    List<WrittenTable> written = new ArrayList<>();
    for (DayRows each : tables) {
      written.add(write(each, (day, count) -> Written.counted(count, from.asOf(), causes.of(day))));
    }
    publisher.publishTogether(generation, written, from, this::tell);
  }

  private NavigableSet<LocalDate> replace(
      TableName table,
      Dataset<Row> rows,
      Collection<LocalDate> days,
      BiFunction<PartitionKey, Long, Written> says,
      String... order)
      throws IOException, PublishException {
    WrittenTable written = write(new DayRows(table, List.of(rows), days, List.of(order)), says);
    Map<PartitionKey, PartitionFiles> places =
        publisher.publish(table, generation, written.written());
    tell(table, places);
    return daysOf(places.keySet());
  }

  /** Writes days where nobody finds them yet, and checks them. */
  private WrittenTable write(DayRows of, BiFunction<PartitionKey, Long, Written> says)
      throws IOException, PublishException {
    TableName table = of.table();
    publisher.sweep(table, generation);
    TableFolder folder = publisher.folder(table);
    GenerationWriter.write(of.rows(), folder, generation, GenerationWriter.DAILY, of.order());
    StructType schema = of.rows().get(0).schema();
    Map<PartitionKey, Long> counts =
        checks.check(
            table,
            folder.next(generation),
            Optional.of(GenerationWriter.read(spark, schema, folder, generation)),
            of.days().stream()
                .map(PartitionKey::of)
                .collect(Collectors.toCollection(TreeSet::new)));
    checks.requireGood();
    Map<PartitionKey, Written> written = new TreeMap<>();
    counts.forEach((key, count) -> written.put(key, says.apply(key, count)));
    return new WrittenTable(table, written);
  }

  private void tell(TableName table, Map<PartitionKey, PartitionFiles> places) throws IOException {
    publisher.folder(table).clear(generation);
    use.writes(table, places.keySet());
    places.forEach(
        (key, place) ->
            LOG.info(
                "{} {}: {} files, {} bytes in {}",
                table,
                key.name(),
                place.files(),
                place.bytes(),
                place.location()));
  }

  private static NavigableSet<LocalDate> daysOf(Collection<PartitionKey> keys) {
    return keys.stream().map(PartitionKey::day).collect(Collectors.toCollection(TreeSet::new));
  }
}
