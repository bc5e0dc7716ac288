package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Removes duplicates: of the rows of an hour of event time that have the same id, the one stays
 * that Kafka had first, by (kafka_time, kafka_partition, kafka_offset). So which one stays depends
 * neither on the order of reading nor on how rows are spread over files, and a copy that comes
 * later never replaces what has been published.
 */
final class Duplicates {

  private static final String PLACE = "_place";

  private Duplicates() {}

  /**
   * @param rows with dt, hour, kafka_time, kafka_partition, kafka_offset
   * @param id the column of the record's own id
   */
  static Dataset<Row> remove(Dataset<Row> rows, String id) {
    return rows.withColumn(
            PLACE,
            row_number()
                .over(
                    Window.partitionBy("dt", "hour", id)
                        .orderBy("kafka_time", "kafka_partition", "kafka_offset")))
        .where(col(PLACE).equalTo(1))
        .drop(PLACE);
  }
}
