package io.millrace.streaming;

import io.millrace.model.landing.EventHour;
import io.millrace.streaming.compact.HourDirectory;
import io.millrace.streaming.compact.HourSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hive.common.StatsSetupConst;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.metastore.IMetaStoreClient;
import org.apache.hadoop.hive.metastore.RetryingMetaStoreClient;
import org.apache.hadoop.hive.metastore.api.MetaException;
import org.apache.hadoop.hive.metastore.api.NoSuchObjectException;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.thrift.TException;

/** Looks hours up in the Hive metastore, in tables partitioned by {@code dt} and {@code hour}. */
final class MetastoreHours implements HourDirectory {

  private static final short ALL = -1;

  private final IMetaStoreClient client;

  MetastoreHours(IMetaStoreClient client) {
    this.client = client;
  }

  /**
   * Connects.
   *
   * @throws IllegalStateException if no metastore answers
   */
  static MetastoreHours connect(HiveConf configuration) {
    try {
      return new MetastoreHours(RetryingMetaStoreClient.getProxy(configuration, false));
    } catch (MetaException e) {
      throw new IllegalStateException("no Hive metastore answers: " + e.getMessage(), e);
    }
  }

  @Override
  public List<EventHour> hours(String table) {
    try {
      List<EventHour> hours = new ArrayList<>();
      for (String name : client.listPartitionNames(database(table), name(table), ALL)) {
        String[] parts = name.split("[=/]", 4);
        hours.add(EventHour.parse(parts[1], parts[3]));
      }
      return hours;
    } catch (NoSuchObjectException e) {
      return List.of();
    } catch (TException e) {
      throw failed(table, e);
    }
  }

  @Override
  public Map<EventHour, HourSize> sizes(String table, Collection<EventHour> hours) {
    List<String> names =
        hours.stream().map(hour -> "dt=%s/hour=%s".formatted(hour.dt(), hour.hour())).toList();
    try {
      Map<EventHour, HourSize> sizes = new TreeMap<>();
      for (Partition partition : client.getPartitionsByNames(database(table), name(table), names)) {
        sizes.put(
            EventHour.parse(partition.getValues().get(0), partition.getValues().get(1)),
            new HourSize(
                PartitionCounts.hour(table, partition),
                PartitionCounts.number(partition, StatsSetupConst.NUM_FILES),
                PartitionCounts.number(partition, StatsSetupConst.TOTAL_SIZE)));
      }
      return sizes;
    } catch (NoSuchObjectException e) {
      return Map.of();
    } catch (TException e) {
      throw failed(table, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static String database(String table) {
    return table.substring(0, table.indexOf('.'));
  }

  private static String name(String table) {
    return table.substring(table.indexOf('.') + 1);
  }

  private static IllegalStateException failed(String table, TException cause) {
    return new IllegalStateException(
        "the Hive metastore did not tell the partitions of " + table + ": " + cause.getMessage(),
        cause);
  }
}
