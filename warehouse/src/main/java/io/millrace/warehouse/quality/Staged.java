package io.millrace.warehouse.quality;

import io.millrace.model.quality.Check;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.TableName;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was written of a table and is not published yet.
 *
 * @param table that it is to become part of
 * @param source where its rows are read: a table or view with the table's columns; empty when none
 *     were written
 * @param place for people: where they can look at the rows while they are not published
 * @param partitions that were written; those without rows in the source are empty
 * @param checks what is asked of each
 */
public record Staged(
    TableName table,
    Optional<String> source,
    String place,
    SortedSet<PartitionKey> partitions,
    List<Check> checks) {

  public Staged {
    partitions = new TreeSet<>(partitions);
    checks = List.copyOf(checks);
  }

  boolean asks(Class<? extends Check> kind) {
    return checks.stream().anyMatch(kind::isInstance);
  }
}
