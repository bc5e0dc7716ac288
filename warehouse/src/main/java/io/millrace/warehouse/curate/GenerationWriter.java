package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.col;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.TableFolder;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Writes a generation of a curated table as few, large ORC files a day. */
final class GenerationWriter {

  private static final String DAY = "dt";

  private GenerationWriter() {}

  /**
   * Writes where no reader looks.
   *
   * @param order within a file, so that what is asked for together lies together
   */
  static void write(Dataset<Row> rows, TableFolder folder, Generation generation, String... order) {
    Column[] sort = new Column[order.length + 1];
    sort[0] = col(DAY);
    for (int i = 0; i < order.length; i++) {
      sort[i + 1] = col(order[i]);
    }
    // Rebalancing makes one file of a small day and several of a large one, by the size of what is
    // written and not by a guess.
    rows.hint("rebalance", col(DAY).expr())
        .sortWithinPartitions(sort)
        .write()
        .mode(SaveMode.ErrorIfExists)
        .option("compression", "zstd")
        .partitionBy(DAY)
        .orc(folder.next(generation).toString());
  }
}
