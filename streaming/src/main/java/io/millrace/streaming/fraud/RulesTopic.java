package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulePromotions;
import io.millrace.model.fraud.RuleText;
import io.millrace.streaming.TopicOffsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The promoted rule sets, followed by one attempt. For one thread at a time. */
final class RulesTopic implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

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
   * Begins to read it from its first record on.
   *
   * @param client what brokers know the reader by
   */
  static RulesTopic open(String client, String brokers, FraudOutputs outputs) {
    TopicPartition partition = new TopicPartition(outputs.rules(), 0);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "millrace-" + client + "-rules",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    return new RulesTopic(brokers, partition, consumer);
  }

  /**
   * The rules in effect, with all that is on the topic now.
   *
   * @param declared the first promotion, if there is none
   * @throws io.millrace.model.fraud.InvalidRuleSetException when there is none, and these are not
   *     good
   */
  RulePromotion inEffect(RuleText declared) throws InterruptedException {
    if (inEffect().isEmpty()) {
      promoteFirst(declared);
      readToEnd();
    }
    return promotions.current().orElseThrow();
  }

  /** The rules in effect, with all that is on the topic now; empty when none were ever promoted. */
  Optional<RulePromotion> inEffect() {
    readToEnd();
    return promotions.current();
  }

  /** The rules in effect, as far as is known without waiting. */
  Optional<RulePromotion> latest() {
    poll(Duration.ZERO);
    return promotions.current();
  }

  /** The rules of that version, with all that is on the topic now; empty when none had it. */
  Optional<RuleText> ofVersion(String version) {
    if (promotions.yaml(version).isEmpty()) {
      readToEnd();
    }
    return promotions.yaml(version).map(yaml -> new RuleText("rules " + version, yaml));
  }

  /** Whether others than those are in effect by now; waits for nothing. */
  boolean hasOthersThan(RulePromotion known) {
    return latest().filter(known::equals).isEmpty();
  }

  @Override
  public void close() {
    consumer.close(Duration.ofSeconds(5));
  }

  private void readToEnd() {
    long end;
    try (TopicOffsets offsets = new TopicOffsets(brokers, partition.topic())) {
      end = offsets.latest().get(partition.partition());
    }
    while (consumer.position(partition) < end) {
      poll(BETWEEN_LOOKS);
    }
  }

  private void poll(Duration longest) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(longest)) {
      Header kind = record.headers().lastHeader(RulePromotion.KIND_HEADER);
      RulePromotion.of(
              record.offset(),
              kind == null ? null : kind.value(),
              record.key(),
              record.value(),
              record.timestamp())
          .ifPresent(promotions::take);
    }
  }

  private void promoteFirst(RuleText declared) throws InterruptedException {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                FraudOutputs.GREATEST_RULES_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (int) TIMEOUT.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis(),
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  partition.topic(),
                  partition.partition(),
                  declared.parse().version().getBytes(UTF_8),
                  declared.yaml().getBytes(UTF_8),
                  new RecordHeaders()
                      .add(RulePromotion.KIND_HEADER, RulePromotion.Kind.FIRST.bytes())))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "%s does not take the rules of %s: %s"
              .formatted(partition.topic(), declared.file(), e.getCause().getMessage()),
          e.getCause());
    }
  }
}
