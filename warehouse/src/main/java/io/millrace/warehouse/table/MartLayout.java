package io.millrace.warehouse.table;

import io.millrace.warehouse.publish.Marts;
import java.util.List;
import java.util.Optional;

/** Whether a mart that is there is partitioned as its script writes it. */
public final class MartLayout {

  private MartLayout() {}

  /**
   * What is in the way of writing a mart, and the way out; nothing when it is as it should be.
   *
   * @param mart its name, without the database
   * @param there what the metastore knows of it
   */
  public static Optional<String> obstacle(String mart, TableState there) {
    List<String> needed = Marts.partitionColumns(mart);
    List<String> found = there.partitions().stream().map(TableColumn::name).toList();
    return found.equals(needed)
        ? Optional.empty()
        : Optional.of(
            "mart.%1$s is partitioned by %2$s, needed %3$s: an earlier version made it; its rows can be computed again: millrace sql -e 'DROP TABLE mart.%1$s', millrace hdfs dfs -rm -r /millrace/mart/%1$s, millrace feed apply --all, then millrace workflow backfill --from DAY --to DAY --only marts for all days that are to be in it. What dw has no rows of any more would be lost: copy it first, millrace sql -e 'CREATE TABLE default.%1$s_before STORED AS ORC AS SELECT * FROM mart.%1$s'"
                .formatted(mart, String.join(", ", found), String.join(", ", needed)));
  }
}
