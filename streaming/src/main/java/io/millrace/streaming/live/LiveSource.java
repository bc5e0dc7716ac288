package io.millrace.streaming.live;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where a live query's records come from. */
interface LiveSource extends AutoCloseable {

  /**
   * A streaming data set of records with the columns {@link PaneTask#INPUT}.
   *
   * @param from for each partition the offset to begin at
   */
  Dataset<Row> records(SparkSession spark, Map<Integer, Long> from);

  /** For each partition the offset of the first record that is still there. */
  Map<Integer, Long> firstOffsets();

  /** For each partition the offset behind its last record. */
  Map<Integer, Long> endOffsets();

  @Override
  void close();
}
