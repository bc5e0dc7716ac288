package io.millrace.warehouse.repair;

import io.millrace.warehouse.curate.OpenSessions;
import io.millrace.warehouse.hive.HivePartitions;
import io.millrace.warehouse.publish.Marts;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.TableName;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The warehouse as HiveServer2 shows it. Names of partitions are asked for once a table. */
public final class HiveWarehouse implements Warehouse {

  /** The feed that sessions are made of. */
  private static final String SESSIONS_OF = "activity";

  private static final TableName SESSIONS = new TableName("dw", "sessions");

  private final HivePartitions hive;
  private final OpenSessions openSessions;
  private final Map<TableName, Set<PartitionKey>> partitions = new HashMap<>();

  /**
   * @param openSessions the days whose sessions could go on
   */
  public HiveWarehouse(HivePartitions hive, OpenSessions openSessions) {
    this.hive = hive;
    this.openSessions = openSessions;
  }

  @Override
  public boolean isCurated(String feed, PartitionKey hour) throws PublishException {
    return partitions(curated(feed)).contains(hour);
  }

  @Override
  public OptionalLong curatedUpTo(String feed, PartitionKey hour) throws PublishException {
    Published published = hive.published(curated(feed), List.of(hour)).get(hour);
    return published == null ? OptionalLong.empty() : published.lastSeq();
  }

  @Override
  public boolean hasMarts(LocalDate day) throws PublishException {
    PartitionKey key = PartitionKey.of(day);
    // Of all marts of a day it is swapped in first. Each day that was computed has a partition of
    // sessions, unless there are none at all or retention has dropped it.
    return partitions(new TableName("mart", Marts.TABLES.get(0))).contains(key)
        && (partitions(SESSIONS).isEmpty() || partitions(SESSIONS).contains(key));
  }

  @Override
  public boolean isDropped(String feed, LocalDate day) throws PublishException {
    return partitions(new TableName("raw", feed)).stream().noneMatch(key -> key.day().equals(day));
  }

  @Override
  public boolean hasSessions(String feed) {
    return feed.equals(SESSIONS_OF);
  }

  @Override
  public NavigableSet<LocalDate> daysToFinish() throws IOException, PublishException {
    NavigableSet<LocalDate> days =
        openSessions.due(SESSIONS_OF, partitions(new TableName("raw", SESSIONS_OF)));
    NavigableSet<LocalDate> gone = new TreeSet<>();
    for (LocalDate day : days) {
      if (isDropped(SESSIONS_OF, day)) {
        gone.add(day);
      }
    }
    openSessions.remove(gone);
    days.removeAll(gone);
    return days;
  }

  private Set<PartitionKey> partitions(TableName table) throws PublishException {
    Set<PartitionKey> known = partitions.get(table);
    if (known == null) {
      known = hive.exists(table) ? hive.partitions(table) : Set.of();
      partitions.put(table, known);
    }
    return known;
  }

  private static TableName curated(String feed) {
    return new TableName("dw", feed);
  }
}
