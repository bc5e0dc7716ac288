package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.Compaction;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingPaths.Family;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.LogTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.hive.common.StatsSetupConst;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.metastore.IMetaStoreClient;
import org.apache.hadoop.hive.metastore.RetryingMetaStoreClient;
import org.apache.hadoop.hive.metastore.api.EnvironmentContext;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.MetaException;
import org.apache.hadoop.hive.metastore.api.NoSuchObjectException;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions in the Hive metastore. A partition keeps the number of the last batch that its
 * statistics hold, so that a batch registered twice is counted once.
 *
 * <p>A partition's columns are its table's: Hive reads a partition by its own, and would give null
 * for a column that was added to the table alone. Whoever adds a column does so for all partitions,
 * and may do it between a partition's being read here and its being written back as it was; hence
 * the second look.
 *
 * <p>Its connection serves one call at a time.
 */
public final class MetastoreCatalog implements PartitionCatalog {

  /** A table and its database. */
  private record TableName(String database, String table) {

    static TableName parse(String fullName) {
      int dot = fullName.indexOf('.');
      return new TableName(fullName.substring(0, dot), fullName.substring(dot + 1));
    }

    @Override
    public String toString() {
      return database + "." + table;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(MetastoreCatalog.class);
  private static final short ALL = -1;
  private static final String LOG_DATABASE = "ops";
  private static final String RETENTION_TABLE = "retention";
  private static final List<String> LOG_KEYS = List.of("feed", "segment", "last_dt");

  /** The last day of a segment that is not full: behind all days. */
  private static final String OPEN = "open";

  private final IMetaStoreClient client;
  private final LandingPaths paths;

  MetastoreCatalog(IMetaStoreClient client, LandingPaths paths) {
    this.client = client;
    this.paths = paths;
  }

  /**
   * Connects; later failures of the connection are retried by the client.
   *
   * @throws IllegalStateException if no metastore answers
   */
  public static MetastoreCatalog connect(HiveConf configuration, LandingPaths paths) {
    try {
      return new MetastoreCatalog(RetryingMetaStoreClient.getProxy(configuration, false), paths);
    } catch (MetaException e) {
      throw new IllegalStateException(
          "no Hive metastore answers at "
              + configuration.getVar(HiveConf.ConfVars.METASTOREURIS)
              + ": "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public synchronized void register(CommitRecord record, Supplier<KeptFrom> kept) {
    Map<TableName, List<LandedFile>> byTable =
        record.files().stream()
            .collect(
                Collectors.groupingBy(
                    this::table, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    if (record.drop() != null) {
      record.drop().partitions().forEach(this::drop);
    } else if (record.compaction() == null) {
      byTable.forEach(
          (name, files) -> writeUntilSame(name, table -> add(record, table, files, kept)));
    } else {
      writeUntilSame(
          TableName.parse(record.compaction().table()), table -> swap(record, table, kept));
    }
  }

  /** Forgets a partition and leaves its files where they are. */
  private void drop(DroppedPartition partition) {
    TableName table = TableName.parse(paths.table(partition).name());
    try {
      client.dropPartition(table.database(), table.table(), values(partition.name()), false);
    } catch (NoSuchObjectException e) {
      LOG.info("{} has no partition {} any more", table, partition.name());
    } catch (TException e) {
      throw failed(table, e);
    }
  }

  @Override
  public synchronized List<String> names(LogTable written) {
    TableName table = TableName.parse(written.name());
    boolean isShared = written.zone() == Zone.QUARANTINE || paths.family() == Family.LIVE_SHARED;
    try {
      return isShared
          ? client.listPartitionNames(table.database(), table.table(), List.of(paths.feed()), ALL)
          : client.listPartitionNames(table.database(), table.table(), ALL);
    } catch (NoSuchObjectException e) {
      return List.of();
    } catch (TException e) {
      throw failed(table, e);
    }
  }

  @Override
  public synchronized List<DroppedPartition> leaving(
      LogTable written, List<String> names, String rule) {
    TableName table = TableName.parse(written.name());
    try {
      List<DroppedPartition> leaving = new ArrayList<>();
      for (Partition partition :
          client.getPartitionsByNames(table.database(), table.table(), names)) {
        leaving.add(PartitionCounts.leaving(written, partition, rule));
      }
      return leaving;
    } catch (TException e) {
      throw failed(table, e);
    }
  }

  @Override
  public synchronized void addRetentionDay(String dt, String location) {
    writeUntilSame(
        new TableName(LOG_DATABASE, RETENTION_TABLE),
        table -> client.add_partitions(List.of(fresh(table, List.of(dt), location)), true, false));
  }

  private static List<String> values(String name) {
    return Arrays.stream(name.split("/", -1))
        .map(part -> part.substring(part.indexOf('=') + 1))
        .toList();
  }

  @Override
  public synchronized long rows(String dt, String hour) {
    return hour(paths.rawTableName(), dt, hour).map(HourFiles::rows).orElse(0L);
  }

  @Override
  public synchronized Optional<HourFiles> hour(String table, String dt, String hour) {
    TableName name = TableName.parse(table);
    try {
      Partition partition =
          client.getPartition(name.database(), name.table(), hourValues(dt, hour));
      return Optional.of(PartitionCounts.hour(table, partition));
    } catch (NoSuchObjectException e) {
      return Optional.empty();
    } catch (TException e) {
      throw failed(name, e);
    }
  }

  @Override
  public synchronized void addSegment(long segment, String location) {
    writeUntilSame(
        logTable(),
        table -> {
          List<String> keys = table.getPartitionKeys().stream().map(FieldSchema::getName).toList();
          if (!keys.equals(LOG_KEYS)) {
            throw new LandingStoppedException(
                "table %s is partitioned by %s, not by %s: it was made by an earlier version. Drop it, `millrace feed apply` makes it anew, and start the stream again"
                    .formatted(logTable(), keys, LOG_KEYS));
          }
          if (!isKnown(table, segment)) {
            client.add_partitions(
                List.of(fresh(table, segmentValues(segment, OPEN), location)), true, false);
          }
        });
  }

  @Override
  public synchronized void moveSegment(long segment, String location, String lastDay) {
    List<String> openValues = segmentValues(segment, OPEN);
    List<String> fullValues = segmentValues(segment, lastDay);
    writeUntilSame(
        logTable(),
        table -> {
          Map<List<String>, Partition> known = known(table, List.of(openValues, fullValues));
          Partition open = known.get(openValues);
          Partition full = known.get(fullValues);
          if (open != null && full != null) {
            // a driver that was away has made it known again
            client.dropPartition(table.getDbName(), table.getTableName(), openValues, false);
          } else if (open != null) {
            moveTo(location, table, open);
            open.setValues(fullValues);
            client.renamePartition(table.getDbName(), table.getTableName(), openValues, open);
          } else if (full == null) {
            client.add_partitions(List.of(fresh(table, fullValues, location)), true, false);
          }
        });
  }

  /** Both its place and then its name are one change each, for its readers. */
  private void moveTo(String location, Table table, Partition partition) throws TException {
    if (!partition.getSd().getLocation().equals(location)) {
      partition.getSd().setLocation(location);
      alter(table, List.of(partition));
    }
  }

  private boolean isKnown(Table table, long segment) throws TException {
    return !client
        .listPartitionNames(
            table.getDbName(),
            table.getTableName(),
            List.of(paths.feed(), LandingPaths.segmentName(segment)),
            (short) 1)
        .isEmpty();
  }

  private TableName logTable() {
    return new TableName(LOG_DATABASE, paths.logTable());
  }

  private List<String> segmentValues(long segment, String lastDay) {
    return List.of(paths.feed(), LandingPaths.segmentName(segment), lastDay);
  }

  @Override
  public void close() {
    client.close();
  }

  private interface TableWrite {
    void to(Table table) throws TException;
  }

  /** Writes, and again if the table got a column meanwhile. */
  private void writeUntilSame(TableName name, TableWrite write) {
    try {
      Table table;
      do {
        table = client.getTable(name.database(), name.table());
        write.to(table);
      } while (!columns(client.getTable(name.database(), name.table())).equals(columns(table)));
    } catch (NoSuchObjectException e) {
      throw new LandingStoppedException(
          "table %s does not exist; make it with `millrace feed apply` and start the stream again"
              .formatted(name));
    } catch (TException e) {
      throw failed(name, e);
    }
  }

  private void add(
      CommitRecord record, Table table, List<LandedFile> allFiles, Supplier<KeptFrom> kept)
      throws TException {
    Map<List<String>, List<LandedFile>> byPartition =
        allFiles.stream()
            .collect(
                Collectors.groupingBy(
                    this::values, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    Map<List<String>, Partition> known = known(table, List.copyOf(byPartition.keySet()));
    // asked once, and for new partitions alone: it reads the log
    KeptFrom keptNow =
        known.keySet().containsAll(byPartition.keySet()) ? KeptFrom.EVERYTHING : kept.get();
    List<Partition> added = new ArrayList<>();
    List<Partition> changed = new ArrayList<>();
    byPartition.forEach(
        (values, files) -> {
          Partition partition = known.get(values);
          if (partition == null && !keptNow.keeps(logTable(files.get(0)), files.get(0).dt())) {
            LOG.warn(
                "{}.{} is not given partition {} of record {}: its day was dropped since",
                table.getDbName(),
                table.getTableName(),
                values,
                record.seq());
          } else if (partition == null) {
            added.add(
                PartitionCounts.add(fresh(table, values, folder(files.get(0))), record, files));
          } else if (!PartitionCounts.holds(partition, record)) {
            partition.getSd().setCols(columns(table));
            changed.add(PartitionCounts.add(partition, record, files));
          } else if (!partition.getSd().getCols().equals(columns(table))) {
            partition.getSd().setCols(columns(table));
            changed.add(partition);
          }
        });
    if (!added.isEmpty()) {
      client.add_partitions(added, true, false);
    }
    alter(table, changed);
  }

  /** Place and statistics change together, so that a reader finds the old files or the new ones. */
  private void swap(CommitRecord record, Table table, Supplier<KeptFrom> kept) throws TException {
    Compaction compaction = record.compaction();
    List<String> values = hourValues(compaction.dt(), compaction.hour());
    Partition partition = known(table, List.of(values)).get(values);
    if (partition == null && !kept.get().keepsRaw(compaction.dt())) {
      LOG.warn(
          "{}, {}: its day was dropped since record {}", compaction.table(), values, record.seq());
      return;
    }
    if (partition == null) {
      throw new LandingStoppedException(
          "%s has no partition dt=%s, hour=%s any more; its rows are in %s: add it with that location and start the stream again"
              .formatted(
                  compaction.table(), compaction.dt(), compaction.hour(), compaction.folder()));
    }
    if (!PartitionCounts.holds(partition, record)) {
      partition.getSd().setLocation(compaction.folder());
      partition.getSd().setCols(columns(table));
      alter(table, List.of(PartitionCounts.replace(partition, record)));
    } else if (!partition.getSd().getCols().equals(columns(table))) {
      partition.getSd().setCols(columns(table));
      alter(table, List.of(partition));
    }
  }

  private void alter(Table table, List<Partition> changed) throws TException {
    if (!changed.isEmpty()) {
      EnvironmentContext context = new EnvironmentContext();
      context.putToProperties(StatsSetupConst.DO_NOT_UPDATE_STATS, StatsSetupConst.TRUE);
      client.alter_partitions(table.getDbName(), table.getTableName(), changed, context);
    }
  }

  private static List<FieldSchema> columns(Table table) {
    return table.getSd().getCols();
  }

  private Map<List<String>, Partition> known(Table table, List<List<String>> values)
      throws TException {
    List<String> keys = table.getPartitionKeys().stream().map(key -> key.getName()).toList();
    List<String> names = new ArrayList<>();
    for (List<String> partition : values) {
      StringBuilder name = new StringBuilder();
      for (int i = 0; i < keys.size(); i++) {
        name.append(i == 0 ? "" : "/").append(keys.get(i)).append('=').append(partition.get(i));
      }
      names.add(name.toString());
    }
    Map<List<String>, Partition> known = new HashMap<>();
    for (Partition partition :
        client.getPartitionsByNames(table.getDbName(), table.getTableName(), names)) {
      known.put(partition.getValues(), partition);
    }
    return known;
  }

  private static String folder(LandedFile file) {
    return file.path().substring(0, file.path().lastIndexOf('/'));
  }

  private static Partition fresh(Table table, List<String> values, String location) {
    StorageDescriptor storage = table.getSd().deepCopy();
    storage.setLocation(location);
    Partition partition = new Partition();
    partition.setDbName(table.getDbName());
    partition.setTableName(table.getTableName());
    partition.setValues(values);
    partition.setSd(storage);
    partition.setParameters(new HashMap<>());
    return partition;
  }

  private TableName table(LandedFile file) {
    return TableName.parse(logTable(file).name());
  }

  private LogTable logTable(LandedFile file) {
    return paths.table(file.zone(), file.table());
  }

  private List<String> values(LandedFile file) {
    return file.zone() == Zone.QUARANTINE
        ? List.of(paths.feed(), file.dt())
        : hourValues(file.dt(), file.hour());
  }

  private List<String> hourValues(String dt, String hour) {
    return paths.family() == Family.LIVE_SHARED
        ? List.of(paths.feed(), dt, hour)
        : List.of(dt, hour);
  }

  private static IllegalStateException failed(TableName table, TException cause) {
    return new IllegalStateException(
        "the Hive metastore refused partitions of " + table + ": " + cause.getMessage(), cause);
  }
}
