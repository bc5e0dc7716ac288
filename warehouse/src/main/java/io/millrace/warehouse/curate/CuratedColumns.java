package io.millrace.warehouse.curate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The order of columns in curated tables. */
final class CuratedColumns {

  private CuratedColumns() {}

  /**
   * The feed's columns as they landed, then what curation added, then those of partitions. When a
   * row was read from Kafka is not kept: landing it again would change a curated row that says the
   * same.
   */
  static Dataset<Row> arrange(Dataset<Row> rows) {
    List<String> last = GenerationWriter.HOURLY;
    Stream<String> first =
        Arrays.stream(rows.columns())
            .filter(name -> !last.contains(name) && !name.equals("ingest_time"));
    return rows.select(
        Stream.concat(first, last.stream()).map(functions::col).toArray(Column[]::new));
  }
}
