package io.millrace.warehouse.publish;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What there is of a generation in one of the tables that are swapped in together.
 *
 * @param table in which
 * @param written by partition
 */
public record WrittenTable(TableName table, Map<PartitionKey, Written> written) {

  public WrittenTable {
    written = Collections.unmodifiableMap(new TreeMap<>(written));
  }
}
