package io.millrace.streaming.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.run.RunRecord;
import io.millrace.streaming.TopicOffsets;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A feed's topic, read beside landing. */
public final class TopicSource implements LiveSource {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String brokers;
  private final String topic;
  private final long maxOffsets;
  private final TopicOffsets offsets;

  /**
   * @param maxOffsets records per batch at most
   */
  public TopicSource(String brokers, String topic, long maxOffsets) {
    this.brokers = brokers;
    this.topic = topic;
    this.maxOffsets = maxOffsets;
    this.offsets = new TopicOffsets(brokers, topic);
  }

  /**
   * A streaming data set of records with the columns of Spark's source, headers included.
   *
   * @param from for each partition the offset to begin at
   */
  public Dataset<Row> load(SparkSession spark, Map<Integer, Long> from) {
    return spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", brokers)
        .option("subscribe", topic)
        .option("startingOffsets", startingOffsets(from))
        .option("failOnDataLoss", true)
        .option("includeHeaders", true)
        .option("maxOffsetsPerTrigger", maxOffsets)
        .load();
  }

  @Override
  public Dataset<Row> records(SparkSession spark, Map<Integer, Long> from) {
    return load(spark, from)
        .select(
            functions.col("partition"),
            functions.col("offset"),
            functions.unix_micros(functions.col("timestamp")).as("kafka_micros"),
            functions.col("value"),
            functions
                .coalesce(
                    functions.exists(
                        functions.col("headers"),
                        header -> header.getField("key").equalTo(RunRecord.HEADER)),
                    functions.lit(false))
                .as("replayed"));
  }

  @Override
  public Map<Integer, Long> firstOffsets() {
    return offsets.earliest();
  }

  @Override
  public Map<Integer, Long> endOffsets() {
    return offsets.latest();
  }

  @Override
  public void close() {
    offsets.close();
  }

  private String startingOffsets(Map<Integer, Long> from) {
    try {
      return JSON.writeValueAsString(Map.of(topic, from));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
