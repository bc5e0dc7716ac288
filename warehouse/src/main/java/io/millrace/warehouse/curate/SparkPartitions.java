package io.millrace.warehouse.curate;

import io.millrace.model.landing.HourFiles;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.Partitions;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.TableName;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

  private static final String ROWS = "numRows";

  /** More than so many are asked for at once, with all others that there are. */
  private static final int DAYS_ONE_BY_ONE = 50;

  private final ExternalCatalog catalog;

  SparkPartitions(SparkSession spark) {
    this.catalog = spark.sharedState().externalCatalog();
  }

  @Override
  public Map<PartitionKey, Published> published(TableName table, Collection<PartitionKey> keys)
      throws PublishException {
    Map<PartitionKey, Published> published = new TreeMap<>(ofDays(table, daysOf(keys)));
    published.keySet().retainAll(Set.copyOf(keys));
    return published;
  }

  /** What readers find in those of the partitions of some days that exist. */
  Map<PartitionKey, Published> ofDays(TableName table, Collection<LocalDate> days)
      throws PublishException {
    Map<PartitionKey, Published> published = new TreeMap<>();
    existing(table, days)
        .forEach(
            (key, partition) ->
                published.put(
                    key, new Published(partition.location().toString(), lastSeq(partition))));
    return published;
  }

  @Override
  public void swap(TableName table, Map<PartitionKey, PartitionFiles> files)
      throws PublishException {
    Map<PartitionKey, CatalogTablePartition> existing = existing(table, daysOf(files.keySet()));
    try {
      CatalogTable definition = catalog.getTable(table.database(), table.table());
      List<CatalogTablePartition> created = new ArrayList<>();
      List<CatalogTablePartition> altered = new ArrayList<>();
      files.forEach(
          (key, place) -> {
            CatalogTablePartition old = existing.get(key);
            (old == null ? created : altered).add(partition(definition, key, place, old));
          });
      // A new day that is there says that those that go with it are made again: see OutdatedDays.
      if (!altered.isEmpty()) {
        catalog.alterPartitions(table.database(), table.table(), seq(altered));
      }
      if (!created.isEmpty()) {
        catalog.createPartitions(table.database(), table.table(), seq(created), false);
      }
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      throw new PublishException(
          "The metastore did not take the new partitions of %s: %s".formatted(table, e), e);
    }
  }

  @Override
  public void add(TableName table, PartitionKey key, String location) throws PublishException {
    try {
      CatalogTable definition = catalog.getTable(table.database(), table.table());
      CatalogStorageFormat storage = definition.storage();
      CatalogTablePartition partition =
          new CatalogTablePartition(
              ScalaMaps.immutable(key.values()),
              placed(storage, location),
              ScalaMaps.immutable(Map.of()),
              System.currentTimeMillis(),
              0L,
              Option.empty());
      catalog.createPartitions(table.database(), table.table(), seq(List.of(partition)), true);
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      throw new PublishException(
          "The metastore did not take partition %s of %s: %s".formatted(key.name(), table, e), e);
    }
  }

  /** The partition columns of a table that is there. */
  List<String> columns(TableName table) {
    return JavaConverters.seqAsJavaList(
        catalog.getTable(table.database(), table.table()).partitionColumnNames());
  }

  /** Asks for names alone. */
  @Override
  public NavigableSet<PartitionKey> partitions(TableName table) throws PublishException {
    try {
      NavigableSet<PartitionKey> keys = new TreeSet<>();
      Seq<String> names =
          catalog.listPartitionNames(table.database(), table.table(), Option.empty());
      JavaConverters.seqAsJavaList(names).forEach(name -> keys.add(PartitionKey.ofName(name)));
      return keys;
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      throw untold(table, e);
    }
  }

  /** Asks day by day: what it costs depends on what is wanted and not on how much there is. */
  private Map<PartitionKey, CatalogTablePartition> existing(
      TableName table, Collection<LocalDate> days) throws PublishException {
    Map<PartitionKey, CatalogTablePartition> existing = new TreeMap<>();
    try {
      if (days.size() > DAYS_ONE_BY_ONE) {
        existing.putAll(listed(table, Map.of()));
        Set<LocalDate> wanted = Set.copyOf(days);
        existing.keySet().removeIf(key -> !wanted.contains(key.day()));
      } else {
        for (LocalDate day : days) {
          existing.putAll(listed(table, PartitionKey.of(day).values()));
        }
      }
      return existing;
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      throw untold(table, e);
    }
  }

  /**
   * @param of values of partition columns; empty for all partitions
   */
  private Map<PartitionKey, CatalogTablePartition> listed(TableName table, Map<String, String> of) {
    Seq<CatalogTablePartition> partitions =
        catalog.listPartitions(
            table.database(),
            table.table(),
            of.isEmpty() ? Option.empty() : Option.apply(ScalaMaps.immutable(of)));
    Map<PartitionKey, CatalogTablePartition> listed = new TreeMap<>();
    JavaConverters.seqAsJavaList(partitions)
        .forEach(
            partition ->
                listed.put(
                    PartitionKey.ofValues(JavaConverters.mapAsJavaMap(partition.spec())),
                    partition));
    return listed;
  }

  /**
   * Place and statistics in one change, so that no reader sees the one with the others of another
   * generation.
   */
  private static CatalogTablePartition partition(
      CatalogTable table, PartitionKey key, PartitionFiles files, CatalogTablePartition old) {
    CatalogStorageFormat storage = old == null ? table.storage() : old.storage();
    Map<String, String> parameters = new HashMap<>();
    if (old != null) {
      parameters.putAll(JavaConverters.mapAsJavaMap(old.parameters()));
    }
    // What the replaced generation counted and this one does not.
    parameters
        .keySet()
        .removeAll(List.of(ROWS, HourFiles.ROWS_SEQ, "rawDataSize", "COLUMN_STATS_ACCURATE"));
    parameters.put("numFiles", Long.toString(files.files()));
    parameters.put("totalSize", Long.toString(files.bytes()));
    files.rows().ifPresent(rows -> parameters.put(ROWS, Long.toString(rows)));
    files.lastSeq().ifPresent(seq -> parameters.put(HourFiles.ROWS_SEQ, Long.toString(seq)));
    return new CatalogTablePartition(
        ScalaMaps.immutable(key.values()),
        placed(storage, files.location()),
        ScalaMaps.immutable(parameters),
        old == null ? System.currentTimeMillis() : old.createTime(),
        old == null ? 0L : old.lastAccessTime(),
        Option.empty());
  }

  private static CatalogStorageFormat placed(CatalogStorageFormat storage, String location) {
    return new CatalogStorageFormat(
        Option.apply(URI.create(location)),
        storage.inputFormat(),
        storage.outputFormat(),
        storage.serde(),
        storage.compressed(),
        storage.properties());
  }

  private static OptionalLong lastSeq(CatalogTablePartition partition) {
    Map<String, String> parameters = JavaConverters.mapAsJavaMap(partition.parameters());
    // Hours that landed before it was kept have the other one, which is as late at least.
    String value = parameters.getOrDefault(HourFiles.ROWS_SEQ, parameters.get(HourFiles.LAST_SEQ));
    return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
  }

  private static Set<LocalDate> daysOf(Collection<PartitionKey> keys) {
    return keys.stream().map(PartitionKey::day).collect(Collectors.toCollection(TreeSet::new));
  }

  private static PublishException untold(TableName table, Exception e) {
    return new PublishException(
        "The metastore did not tell the partitions of %s: %s".formatted(table, e), e);
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }
}
