package io.millrace.warehouse.publish;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/** The metastore's partitions of tables that are partitioned by {@code dt} alone. */
public interface Partitions {

  /**
   * Where readers find those of the days that have a partition.
   *
   * @throws PublishException when the metastore does not answer or there is no such table
   */
  Map<LocalDate, String> locations(TableName table, Collection<LocalDate> days)
      throws PublishException;

  /**
   * Makes readers find each day in its new place, each day by one change of the metastore. What a
   * query that already runs reads is not touched. Doing it twice changes nothing.
   *
   * @throws PublishException when it did not come to the end; some days may have been swapped then,
   *     and each day is in its old or its new place
   */
  void swap(TableName table, Map<LocalDate, PartitionFiles> files) throws PublishException;
}
