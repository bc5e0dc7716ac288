package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.Partitions;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** The metastore, as Spark's own client sees it. */
final class SparkPartitions implements Partitions {

  private final ExternalCatalog catalog;

  SparkPartitions(SparkSession spark) {
    this.catalog = spark.sharedState().externalCatalog();
  }

  @Override
  public Map<LocalDate, String> locations(TableName table, Collection<LocalDate> days)
      throws PublishException {
    Map<LocalDate, String> locations = new TreeMap<>();
    for (Map.Entry<LocalDate, CatalogTablePartition> entry : existing(table, days).entrySet()) {
      locations.put(entry.getKey(), entry.getValue().location().toString());
    }
    return locations;
  }

  @Override
  public void swap(TableName table, Map<LocalDate, PartitionFiles> files) throws PublishException {
    Map<LocalDate, CatalogTablePartition> existing = existing(table, files.keySet());
    try {
      CatalogTable definition = catalog.getTable(table.database(), table.table());
      List<CatalogTablePartition> created = new ArrayList<>();
      List<CatalogTablePartition> altered = new ArrayList<>();
      files.forEach(
          (day, place) -> {
            CatalogTablePartition old = existing.get(day);
            (old == null ? created : altered).add(partition(definition, day, place, old));
          });
      if (!created.isEmpty()) {
        catalog.createPartitions(table.database(), table.table(), seq(created), false);
      }
      if (!altered.isEmpty()) {
        catalog.alterPartitions(table.database(), table.table(), seq(altered));
      }
    } catch (RuntimeException e) {
      throw new PublishException(
          "The metastore did not take the new partitions of %s: %s".formatted(table, e), e);
    }
  }

  /** The starts of the hours of a table partitioned by dt and hour. */
  static NavigableSet<Instant> hours(SparkSession spark, TableName table) {
    NavigableSet<Instant> hours = new TreeSet<>();
    Seq<String> names =
        spark
            .sharedState()
            .externalCatalog()
            .listPartitionNames(table.database(), table.table(), Option.empty());
    for (String name : JavaConverters.seqAsJavaList(names)) {
      String[] parts = name.split("/", -1);
      hours.add(
          RawTable.hourOf(
              parts[0].substring("dt=".length()), parts[1].substring("hour=".length())));
    }
    return hours;
  }

  private Map<LocalDate, CatalogTablePartition> existing(
      TableName table, Collection<LocalDate> days) throws PublishException {
    Map<LocalDate, CatalogTablePartition> existing = new TreeMap<>();
    try {
      for (LocalDate day : days) {
        Option<CatalogTablePartition> found =
            catalog.getPartitionOption(table.database(), table.table(), spec(day));
        if (found.isDefined()) {
          existing.put(day, found.get());
        }
      }
      return existing;
    } catch (RuntimeException e) {
      throw new PublishException(
          "The metastore did not tell the partitions of %s: %s".formatted(table, e), e);
    }
  }

  /**
   * Place and statistics in one change, so that no reader sees the one with the others of another
   * generation.
   */
  private static CatalogTablePartition partition(
      CatalogTable table, LocalDate day, PartitionFiles files, CatalogTablePartition old) {
    CatalogStorageFormat storage = old == null ? table.storage() : old.storage();
    CatalogStorageFormat placed =
        new CatalogStorageFormat(
            Option.apply(URI.create(files.location())),
            storage.inputFormat(),
            storage.outputFormat(),
            storage.serde(),
            storage.compressed(),
            storage.properties());
    Map<String, String> parameters = new HashMap<>();
    if (old != null) {
      parameters.putAll(JavaConverters.mapAsJavaMap(old.parameters()));
    }
    // Counts of rows are the replaced generation's; without them nobody answers from them.
    parameters.keySet().removeAll(List.of("numRows", "rawDataSize", "COLUMN_STATS_ACCURATE"));
    parameters.put("numFiles", Long.toString(files.files()));
    parameters.put("totalSize", Long.toString(files.bytes()));
    return new CatalogTablePartition(
        spec(day),
        placed,
        immutable(parameters),
        old == null ? System.currentTimeMillis() : old.createTime(),
        old == null ? 0L : old.lastAccessTime(),
        Option.empty());
  }

  private static scala.collection.immutable.Map<String, String> spec(LocalDate day) {
    return immutable(Map.of("dt", day.toString()));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }

  @SuppressWarnings("unchecked")
  private static scala.collection.immutable.Map<String, String> immutable(Map<String, String> map) {
    scala.collection.mutable.Builder<
            scala.Tuple2<String, String>, scala.collection.immutable.Map<String, String>>
        builder = scala.collection.immutable.Map$.MODULE$.newBuilder();
    map.forEach((key, value) -> builder.$plus$eq(new scala.Tuple2<>(key, value)));
    return builder.result();
  }
}
