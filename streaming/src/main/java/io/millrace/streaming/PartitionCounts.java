package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LogTable;
import java.util.List;
import org.apache.hadoop.hive.common.StatsSetupConst;
import org.apache.hadoop.hive.metastore.api.Partition;

/** What landing counts of a partition, kept in its parameters. */
final class PartitionCounts {

  private PartitionCounts() {}

  /** Adds a record's files, which the partition must not hold yet. */
  static Partition add(Partition partition, CommitRecord record, List<LandedFile> files) {
    partition.getParameters().put(HourFiles.ROWS_SEQ, Long.toString(record.seq()));
    return count(partition, record, files);
  }

  private static Partition count(Partition partition, CommitRecord record, List<LandedFile> files) {
    add(partition, StatsSetupConst.NUM_FILES, files.size());
    add(partition, StatsSetupConst.ROW_COUNT, files.stream().mapToLong(LandedFile::rows).sum());
    add(partition, StatsSetupConst.TOTAL_SIZE, files.stream().mapToLong(LandedFile::bytes).sum());
    partition.getParameters().put(HourFiles.LAST_SEQ, Long.toString(record.seq()));
    partition.getParameters().put(StatsSetupConst.DO_NOT_UPDATE_STATS, StatsSetupConst.TRUE);
    return partition;
  }

  /** Counts only a record's files from now on. */
  static Partition replace(Partition partition, CommitRecord record) {
    List.of(StatsSetupConst.NUM_FILES, StatsSetupConst.ROW_COUNT, StatsSetupConst.TOTAL_SIZE)
        .forEach(partition.getParameters()::remove);
    return count(partition, record, record.files());
  }

  static boolean holds(Partition partition, CommitRecord record) {
    return number(partition, HourFiles.LAST_SEQ) >= record.seq();
  }

  /** A partition by {@code dt} and {@code hour}. */
  static HourFiles hour(String table, Partition partition) {
    return new HourFiles(
        table,
        partition.getValues().get(partition.getValues().size() - 2),
        partition.getValues().get(partition.getValues().size() - 1),
        partition.getSd().getLocation(),
        number(partition, StatsSetupConst.ROW_COUNT),
        number(partition, HourFiles.LAST_SEQ));
  }

  /** A partition that goes because of a rule, by day or by day and hour. */
  static DroppedPartition leaving(LogTable table, Partition partition, String rule) {
    List<String> values = partition.getValues();
    boolean isByFeed = table.zone() == Zone.QUARANTINE;
    boolean isByLog = table.zone() == Zone.LIVE && values.size() > 2;
    String name = isByFeed ? "feed=%s/dt=%s" : isByLog ? "log=%s/dt=%s/hour=%s" : "dt=%s/hour=%s";
    return new DroppedPartition(
        table.zone(),
        table.zone() == Zone.LIVE ? table.name() : null,
        values.get(isByFeed || isByLog ? 1 : 0),
        name.formatted(values.toArray()),
        rule,
        partition.getSd().getLocation(),
        number(partition, StatsSetupConst.ROW_COUNT),
        number(partition, StatsSetupConst.NUM_FILES),
        number(partition, StatsSetupConst.TOTAL_SIZE));
  }

  static long number(Partition partition, String parameter) {
    String value = partition.getParameters().get(parameter);
    return value == null ? 0 : Math.max(0, Long.parseLong(value));
  }

  private static void add(Partition partition, String parameter, long amount) {
    partition.getParameters().put(parameter, Long.toString(number(partition, parameter) + amount));
  }
}
