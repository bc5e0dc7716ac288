package io.millrace.streaming.live;

import io.millrace.streaming.Declaration;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * The streaming query of a feed's panes. It keeps each pane's value in RocksDB until Spark's
 * watermark has passed it, and hands on, batch by batch, the whole value of each pane that changed.
 */
public final class PaneQuery {

  /** The columns of what is handed on. */
  private static final String[] COLUMNS = {"view", "key", "pane", "value"};

  /**
   * One shuffle partition: all panes of a batch are a few thousand rows, and each partition's state
   * is a file in HDFS a batch.
   */
  private static final Map<String, String> SESSION =
      Map.of(
          "spark.sql.shuffle.partitions", "1",
          "spark.sql.streaming.stateStore.providerClass", PaneStateProvider.class.getName(),
          "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true",
          // a bound for each store, since a query fails when that over all of them is reached:
          // https://issues.apache.org/jira/browse/SPARK-44878
          "spark.sql.streaming.stateStore.rocksdb.blockCacheSizeMB", "8",
          "spark.sql.streaming.stateStore.rocksdb.writeBufferSizeMB", "8",
          "spark.sql.streaming.stateStore.rocksdb.maxWriteBufferNumber", "2",
          // scratch: what a batch needs is the state of the one before it
          "spark.sql.streaming.minBatchesToRetain", "2",
          // a batch that only evicts would hold up the next that brings records
          "spark.sql.streaming.noDataMicroBatches.enabled", "false");

  private final String name;
  private final Duration trigger;
  private final Duration keep;

  /**
   * @param keep for how long, in event time behind the newest record of any partition, panes are
   *     kept; what comes later is dropped by Spark and counted
   */
  PaneQuery(String name, Duration trigger, Duration keep) {
    this.name = name;
    this.trigger = trigger;
    this.keep = keep;
  }

  /** A session of its own, since its settings are not landing's. */
  public static SparkSession session(SparkSession spark) {
    SparkSession session = spark.newSession();
    SESSION.forEach(session.conf()::set);
    return session;
  }

  /** The whole value of each pane, of records with the columns {@link PaneTask#INPUT}. */
  Dataset<Row> panes(Dataset<Row> records, Declaration declaration, ReadProgress progress) {
    return records
        .mapPartitions(new PaneTask(declaration, progress), Encoders.row(PaneTask.OUTPUT))
        .withWatermark("pane", keep.toSeconds() + " seconds")
        .groupBy("pane", "view", "key")
        .agg(
            functions
                .udaf(new PaneMerge(), Encoders.BINARY())
                .apply(functions.col("part"))
                .as("value"))
        .select(COLUMNS[0], COLUMNS[1], COLUMNS[2], COLUMNS[3]);
  }

  /**
   * Starts it.
   *
   * @param checkpoint a folder that the executors reach, of nothing else
   */
  StreamingQuery start(
      Dataset<Row> panes, String checkpoint, VoidFunction2<Dataset<Row>, Long> batches)
      throws TimeoutException {
    return panes
        .writeStream()
        .queryName(name)
        .outputMode(OutputMode.Update())
        .trigger(Trigger.ProcessingTime(trigger.toMillis()))
        .option("checkpointLocation", checkpoint)
        .foreachBatch(batches)
        .start();
  }
}
