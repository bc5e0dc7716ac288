package io.millrace.streaming.compact;

import io.millrace.streaming.parquet.Column;
import io.millrace.streaming.parquet.ColumnType;
import io.millrace.streaming.parquet.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Finds a file's runs by two of its columns. A landed file has one for each topic-partition, since
 * landing writes rows in the order in which Kafka gives them.
 */
final class RunScan {

  private static final List<Column> COORDINATES =
      List.of(
          new Column("kafka_partition", ColumnType.INT),
          new Column("kafka_offset", ColumnType.LONG));

  private RunScan() {}

  /**
   * The runs of a file, in its order.
   *
   * @param number the file's place among those that are merged
   * @throws IOException if the file cannot be read or has a row without coordinates
   */
  static List<Run> of(int number, Path path, Configuration configuration) throws IOException {
    List<Run> runs = new ArrayList<>();
    try (RowReader reader = new RowReader(path, COORDINATES, configuration)) {
      long row = 0;
      Run run = null;
      for (Object[] at = reader.next(); at != null; at = reader.next()) {
        if (at[0] == null || at[1] == null) {
          throw new IOException("%s: row %d says not where it comes from".formatted(path, row));
        }
        int partition = (Integer) at[0];
        long offset = (Long) at[1];
        if (run != null && run.partition() == partition && offset > run.last()) {
          run = new Run(number, run.firstRow(), run.rows() + 1, partition, run.first(), offset);
        } else {
          if (run != null) {
            runs.add(run);
          }
          run = new Run(number, row, 1, partition, offset, offset);
        }
        row++;
      }
      if (run != null) {
        runs.add(run);
      }
    }
    return runs;
  }
}
