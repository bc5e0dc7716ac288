package io.millrace.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.from_json;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/**
 * What one would write instead: the topic by {@code from_json} into Spark's own Parquet sink,
 * partitioned by day and hour. It checks nothing, quarantines nothing, and Hive's readers see
 * duplicates after a crash.
 */
public final class PlainSink {
  private PlainSink() {}

  /**
   * Arguments: brokers, topic, fields as DDL, target folder, checkpoint, records a batch, tasks.
   */
  public static void main(String[] arguments) throws Exception {
    SparkSession spark = SparkSession.builder().appName("plain-sink").getOrCreate();
    StructType fields = StructType.fromDDL(arguments[2]);
    Dataset<Row> landed =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", arguments[0])
            .option("subscribe", arguments[1])
            .option("startingOffsets", "earliest")
            .option("maxOffsetsPerTrigger", arguments[5])
            .load()
            .select(
                from_json(col("value").cast("string"), fields).as("record"),
                col("partition").as("kafka_partition"),
                col("offset").as("kafka_offset"),
                col("timestamp").as("kafka_time"))
            .select(
                col("record.*"),
                col("kafka_partition"),
                col("kafka_offset"),
                col("kafka_time"),
                current_timestamp().as("ingest_time"),
                date_format(col("record.event_time"), "yyyy-MM-dd").as("dt"),
                date_format(col("record.event_time"), "HH").as("hour"))
            .coalesce(Integer.parseInt(arguments[6]));
    landed
        .writeStream()
        .format("parquet")
        .partitionBy("dt", "hour")
        .option("path", arguments[3])
        .option("checkpointLocation", arguments[4])
        .trigger(Trigger.ProcessingTime(1_000))
        .start()
        .awaitTermination();
  }
}
