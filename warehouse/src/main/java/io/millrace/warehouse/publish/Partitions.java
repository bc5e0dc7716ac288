package io.millrace.warehouse.publish;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The metastore's partitions of tables that are partitioned by day, or by day and hour. */
public interface Partitions {

  /**
   * The partitions that exist.
   *
   * @throws PublishException when the metastore does not answer or there is no such table
   */
  Set<PartitionKey> partitions(TableName table) throws PublishException;

  /**
   * What readers find in those of the partitions that exist.
   *
   * @throws PublishException when the metastore does not answer or there is no such table
   */
  Map<PartitionKey, Published> published(TableName table, Collection<PartitionKey> keys)
      throws PublishException;

  /**
   * Makes readers find each partition in its new place, each by one change of the metastore. What a
   * query that already runs reads is not touched. Doing it twice changes nothing.
   *
   * @throws PublishException when it did not come to the end; some partitions may have been swapped
   *     then, and each is in its old or its new place
   */
  void swap(TableName table, Map<PartitionKey, PartitionFiles> files) throws PublishException;

  /**
   * Makes readers find a partition of files that a job adds to as it goes; one that is there stays.
   *
   * @param location its folder
   * @throws PublishException when the metastore does not answer or there is no such table
   */
  void add(TableName table, PartitionKey key, String location) throws PublishException;
}
