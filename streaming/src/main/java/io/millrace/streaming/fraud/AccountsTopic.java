package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.streaming.TopicOffsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The compacted topic of the accounts' states, whichever kind of host wrote them. */
final class AccountsTopic {

  /** The columns of accounts: {@link PaymentTask#id} and the state. */
  static final StructType COLUMNS = StructType.fromDDL("id STRING, state BINARY");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A transaction of a host that was killed is open for a minute. */
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(90);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final String brokers;
  private final String topic;

  AccountsTopic(String brokers, String topic) {
    this.brokers = brokers;
    this.topic = topic;
  }

  /**
   * What stands for an account where the rules in effect are; no account's id is without a slash.
   */
  private static final String RULES = "rules";

  /**
   * What the topic has.
   *
   * @param states the last committed state of each account, of {@link #COLUMNS}
   * @param rules by which rules each partition was evaluated last, for those that were
   */
  record Accounts(Dataset<Row> states, List<RulesInEffect> rules) {}

  /**
   * The last committed state of each account. Nobody may write the topic any more.
   *
   * @param partitions of the topic of payments
   * @param folder where they are kept, so that the topic is read once
   * @throws IllegalStateException when the topic has other partitions than payments, or a
   *     transaction stays open
   */
  Accounts accounts(SparkSession spark, int partitions, String folder, Clock clock)
      throws InterruptedException {
    Map<Integer, Long> ends;
    try (TopicOffsets offsets = new TopicOffsets(brokers, topic)) {
      ends = offsets.latest();
      if (ends.size() != partitions) {
        throw new IllegalStateException(
            "%s has %d partitions, the payments have %d: states are kept by partition. docs/fraud.md says how to begin anew."
                .formatted(topic, ends.size(), partitions));
      }
      awaitSettled(offsets, ends, clock);
    }
    MapFunction<Row, Row> account =
        row -> RowFactory.create(id(row.getInt(0), (byte[]) row.get(1)), row.get(2));
    spark
        .read()
        .format("kafka")
        .option("kafka.bootstrap.servers", brokers)
        .option("kafka.isolation.level", "read_committed")
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        .option("endingOffsets", json(ends))
        .load()
        .filter("value IS NOT NULL")
        .groupBy("partition", "key")
        .agg(functions.max_by(functions.col("value"), functions.col("offset")))
        .map(account, Encoders.row(COLUMNS))
        .write()
        .parquet(folder);
    Dataset<Row> all = spark.read().schema(COLUMNS).parquet(folder);
    Column isRules = functions.col("id").equalTo(RULES);
    return new Accounts(
        all.filter(functions.not(isRules)),
        all.filter(isRules).collectAsList().stream()
            .map(row -> RulesInEffect.of((byte[]) row.get(1)))
            .toList());
  }

  private static String id(int partition, byte[] key) {
    return Arrays.equals(key, RulesInEffect.accountsKey())
        ? RULES
        : PaymentTask.id(partition, new String(key, UTF_8));
  }

  /** Waits until what was written before those ends is committed or aborted. */
  private void awaitSettled(TopicOffsets offsets, Map<Integer, Long> ends, Clock clock)
      throws InterruptedException {
    Instant until = clock.instant().plus(SETTLED_WITHIN);
    while (!reach(offsets.latestCommitted(), ends)) {
      if (clock.instant().isAfter(until)) {
        throw new IllegalStateException(
            "%s has had an open transaction for %d s".formatted(topic, SETTLED_WITHIN.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private static boolean reach(Map<Integer, Long> settled, Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> settled.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private String json(Map<Integer, Long> offsets) {
    try {
      return JSON.writeValueAsString(Map.of(topic, offsets));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
