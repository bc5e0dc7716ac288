package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The order of columns in curated tables. */
final class CuratedColumns {

  private CuratedColumns() {}

  /**
   * The feed's columns as they landed, then hour, then what curation added, then dt. When a row was
   * read from Kafka is not kept: landing it again would change a curated row that says the same.
   */
  static Dataset<Row> arrange(Dataset<Row> rows) {
    String[] names =
        Arrays.stream(rows.columns())
            .filter(name -> !name.equals("dt") && !name.equals("ingest_time"))
            .toArray(String[]::new);
    Column[] columns = new Column[names.length + 1];
    for (int i = 0; i < names.length; i++) {
      columns[i] = col(names[i]);
    }
    columns[names.length] = col("dt");
    return rows.select(columns);
  }
}
