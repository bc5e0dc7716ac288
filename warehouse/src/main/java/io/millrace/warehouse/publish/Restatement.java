package io.millrace.warehouse.publish;

import java.util.List;

/**
 * A partition whose published rows were replaced by others; a row of {@code ops.restatements},
 * whose columns tell what each field means.
 *
 * @param batches the landing batches because of which it changed, as {@code activity 12..15}; empty
 *     where the same batches were computed anew
 */
public record Restatement(
    TableName table,
    PartitionKey partition,
    String generation,
    String replacedGeneration,
    long rowsBefore,
    long rowsAfter,
    List<String> batches) {

  public Restatement {
    batches = List.copyOf(batches);
  }
}
