package io.millrace.warehouse.publish;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the metastore is asked and told where partitions are dropped. */
public interface DroppablePartitions extends Partitions {

  /** The tables of a database, without its views. */
  List<TableName> tables(String database) throws PublishException;

  /** The days of a feed in a table that is partitioned by feed and day. */
  Set<PartitionKey> daysOf(TableName table, String feed) throws PublishException;

  /**
   * The partitions of a live table by the log that has written them.
   *
   * @return under the empty name where the table is of one log alone
   */
  Map<String, Set<PartitionKey>> byLog(TableName table) throws PublishException;

  /** Whether a table is partitioned by day, or by day and hour, and by nothing else. */
  boolean isByDay(TableName table) throws PublishException;

  /**
   * Makes readers find partitions no more; their files stay, and a query that already runs is not
   * touched. One that is gone may be dropped again.
   *
   * @throws PublishException when it did not come to the end; some may have been dropped then
   */
  void drop(TableName table, Collection<PartitionKey> keys) throws PublishException;
}
