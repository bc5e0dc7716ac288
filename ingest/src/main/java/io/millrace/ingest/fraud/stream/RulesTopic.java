package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulePromotions;
import io.millrace.model.fraud.RuleText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The rule sets that were promoted for the hosts of some outputs, read from the first on. For one
 * thread, but for {@link #wakeup}.
 */
public final class RulesTopic implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final String brokers;
  private final TopicPartition partition;
  private final Consumer<byte[], byte[]> consumer;
  private final RulePromotions promotions = new RulePromotions();

  private RulesTopic(String brokers, TopicPartition partition, Consumer<byte[], byte[]> consumer) {
    this.brokers = brokers;
    this.partition = partition;
    this.consumer = consumer;
  }

  /**
   * Opens it, which must be there.
   *
   * @throws StreamFailedException when the brokers' names are none
   */
  public static RulesTopic open(String brokers, FraudOutputs outputs) {
    TopicPartition partition = new TopicPartition(outputs.rules(), 0);
    return new RulesTopic(brokers, partition, reader(brokers, partition, "read_uncommitted"));
  }

  /** A reader of a topic of one partition from its first record on. */
  static Consumer<byte[], byte[]> reader(
      String brokers, TopicPartition partition, String isolation) {
    try {
      Consumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  brokers,
                  ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                  isolation,
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "none",
                  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                  false,
                  ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                  false,
                  ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  (int) TIMEOUT.toMillis()),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer;
    } catch (KafkaException e) {
      throw failed(partition.topic() + " cannot be read", e);
    }
  }

  /**
   * Reads all that is on it now.
   *
   * @throws StreamFailedException when the brokers do not answer
   */
  public RulePromotions readToEnd() {
    try {
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        poll(BETWEEN_LOOKS);
      }
      return promotions;
    } catch (KafkaException e) {
      throw failed(partition.topic() + " cannot be read", e);
    }
  }

  /**
   * Puts rules behind all that is on it. What that comes to {@link #readToEnd} says then.
   *
   * @param version theirs
   * @return its offset
   * @throws StreamFailedException when the brokers do not take it, or do not say so
   */
  public long promote(RulePromotion.Kind kind, String version, RuleText text)
      throws InterruptedException {
    try (Producer<byte[], byte[]> producer = producer()) {
      return producer
          .send(
              new ProducerRecord<>(
                  partition.topic(),
                  partition.partition(),
                  version.getBytes(UTF_8),
                  text.yaml().getBytes(UTF_8),
                  new RecordHeaders().add(RulePromotion.KIND_HEADER, kind.bytes())))
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw failed(partition.topic() + " does not take rules " + version, e.getCause());
    } catch (KafkaException e) {
      throw failed(partition.topic() + " does not take rules " + version, e);
    }
  }

  /**
   * Waits for the next records.
   *
   * @return whether another set is in effect now
   */
  boolean poll(Duration longest) {
    boolean isOther = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(longest)) {
      Header kind = record.headers().lastHeader(RulePromotion.KIND_HEADER);
      isOther |=
          RulePromotion.of(
                  record.offset(),
                  kind == null ? null : kind.value(),
                  record.key(),
                  record.value(),
                  record.timestamp())
              .filter(promotions::take)
              .isPresent();
    }
    return isOther;
  }

  /** What was read so far comes to. */
  RulePromotions promotions() {
    return promotions;
  }

  /** Ends a {@link #poll} with a {@link WakeupException}; for any thread. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            FraudOutputs.GREATEST_RULES_BYTES,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            (int) TIMEOUT.toMillis(),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) TIMEOUT.toMillis(),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) TIMEOUT.toMillis()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static StreamFailedException failed(String what, Throwable cause) {
    return new StreamFailedException(
        "%s: %s. Are the brokers up?".formatted(what, cause.getMessage()), cause);
  }
}
