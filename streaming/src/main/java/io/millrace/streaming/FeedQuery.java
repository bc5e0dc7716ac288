package io.millrace.streaming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.landing.TopicPositions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.commons.io.FileUtils;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A topic, read by a streaming query that feeds a {@link FeedLander}. It starts where the commit
 * log ends; Spark's own checkpoint is scratch of this attempt, on the driver's disk, and nobody
 * ever resumes from it.
 */
final class FeedQuery implements FeedSource {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Spark's other one renames by FileContext, which asks a process of the system for each local
   * file whether it is a link: a dozen processes a batch.
   */
  private static final String LOCAL_CHECKPOINTS =
      "org.apache.spark.sql.execution.streaming.FileSystemBasedCheckpointFileManager";

  private final LandingSettings settings;
  private final FeedLander lander;
  private final TopicOffsets offsets;
  private Path scratch;

  FeedQuery(LandingSettings settings, FeedLander lander) {
    this.settings = settings;
    this.lander = lander;
    this.offsets = new TopicOffsets(settings.brokers(), lander.feed().topic());
  }

  @Override
  public StreamingQuery start(SparkSession spark, long limit) throws IOException, TimeoutException {
    String topic = lander.feed().topic();
    dropScratch();
    scratch = Files.createTempDirectory("checkpoint-" + lander.feed().name() + "-");
    TopicPositions begin = lander.resume(offsets.state());
    VoidFunction2<Dataset<Row>, Long> land =
        (batch, id) ->
            lander.land(batch, () -> new TopicPositions(offsets.topicId(), begin.offsets()));
    // the query's thread inherits it: feeds share the executors, one that catches up takes its part
    spark.sparkContext().setLocalProperty("spark.scheduler.pool", lander.feed().name());
    spark.conf().set("spark.sql.streaming.checkpointFileManagerClass", LOCAL_CHECKPOINTS);
    return spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", settings.brokers())
        .option("subscribe", topic)
        .option("startingOffsets", startingOffsets(topic, begin.offsets()))
        .option("failOnDataLoss", true)
        .option("includeHeaders", true)
        .option("maxOffsetsPerTrigger", limit)
        .load()
        .select(columns())
        .writeStream()
        .queryName("landing-" + lander.feed().name())
        .trigger(Trigger.ProcessingTime(settings.streaming().batches().trigger().toMillis()))
        .option("checkpointLocation", scratch.toUri().toString())
        .foreachBatch(land)
        .start();
  }

  @Override
  public void requireNoGap() {
    lander.requireNoGap(offsets.state());
  }

  @Override
  public Map<Integer, Long> endOffsets() {
    return offsets.latest();
  }

  @Override
  public void close() {
    offsets.close();
  }

  /** What an earlier query of this attempt left on the driver's disk. */
  private void dropScratch() throws IOException {
    if (scratch != null) {
      FileUtils.deleteDirectory(scratch.toFile());
    }
  }

  private static org.apache.spark.sql.Column[] columns() {
    return Arrays.stream(StageTask.INPUT)
        .map(functions::col)
        .toArray(org.apache.spark.sql.Column[]::new);
  }

  private static String startingOffsets(String topic, Map<Integer, Long> start) {
    try {
      return JSON.writeValueAsString(Map.of(topic, start));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
