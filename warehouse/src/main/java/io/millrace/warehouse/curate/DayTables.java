package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Publisher;
import io.millrace.warehouse.publish.TableFolder;
import io.millrace.warehouse.publish.TableName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Published tables that are read, and tables by day that are computed from them and published in
 * the same application.
 */
public final class DayTables {

  private static final Logger LOG = LoggerFactory.getLogger(DayTables.class);

  private final SparkSession spark;
  private final Generation generation;
  private final Publisher publisher;

  /**
   * @param generation unique to this attempt
   * @param grace how long replaced generations stay
   */
  public DayTables(
      SparkSession spark, String root, Generation generation, Duration grace, Clock clock)
      throws IOException {
    FileSystem files = new Path(root).getFileSystem(spark.sparkContext().hadoopConfiguration());
    this.spark = spark;
    this.generation = generation;
    this.publisher = new Publisher(new SparkPartitions(spark), files, root, grace, clock);
  }

  /**
   * Makes sure that tables are there.
   *
   * @throws PublishException naming those that are not, and what to do
   */
  public void require(List<TableName> tables) throws PublishException {
    String missing =
        tables.stream()
            .filter(t -> !spark.catalog().tableExists(t.database(), t.table()))
            .map(TableName::toString)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new PublishException(
          "The metastore has no table %s. Create what is missing with: millrace feed apply --all"
              .formatted(missing));
    }
  }

  /** Those of the days that have a partition. */
  public NavigableSet<LocalDate> existing(TableName table, Collection<LocalDate> days) {
    NavigableSet<LocalDate> existing = new TreeSet<>();
    for (LocalDate day : days) {
      if (!names(table, Option.apply(spec(day))).isEmpty()) {
        existing.add(day);
      }
    }
    return existing;
  }

  /** All days that have a partition. */
  public NavigableSet<LocalDate> days(TableName table) {
    return names(table, Option.empty()).stream()
        .map(name -> LocalDate.parse(name.split("/", -1)[0].substring("dt=".length())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What readers find of a table now. */
  public Dataset<Row> read(TableName table) {
    // Partitions have moved since the session looked, also by this application's own hand.
    spark.catalog().refreshTable(table.toString());
    return spark.table(table.toString());
  }

  /** What readers find of some days now. */
  public Dataset<Row> read(TableName table, Collection<LocalDate> days) {
    return read(table)
        .where(functions.col("dt").isin(days.stream().map(LocalDate::toString).toArray()));
  }

  /**
   * Writes days and swaps them in. Those without rows become empty.
   *
   * @param rows of those days and no others, dt last
   * @param order within a file
   */
  public void replace(
      TableName table, Dataset<Row> rows, Collection<LocalDate> days, String... order)
      throws IOException, PublishException {
    publisher.sweep(table, generation);
    TableFolder folder = publisher.folder(table);
    GenerationWriter.write(rows, folder, generation, order);
    Set<LocalDate> written = new TreeSet<>();
    for (LocalDate day : days) {
      if (folder.isWritten(generation, day)) {
        written.add(day);
      }
    }
    Map<LocalDate, PartitionFiles> places =
        publisher.publish(table, generation, List.copyOf(new TreeSet<>(days)), written);
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

  private List<String> names(
      TableName table, Option<scala.collection.immutable.Map<String, String>> spec) {
    ExternalCatalog catalog = spark.sharedState().externalCatalog();
    return JavaConverters.seqAsJavaList(
        catalog.listPartitionNames(table.database(), table.table(), spec));
  }

  private static scala.collection.immutable.Map<String, String> spec(LocalDate day) {
    return new scala.collection.immutable.Map.Map1<>("dt", day.toString());
  }
}
