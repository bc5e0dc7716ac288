package io.millrace.streaming.fraud;

import io.millrace.model.fraud.second.SecondAlertTopic;
import io.millrace.model.fraud.second.SentAlerts;
import io.millrace.streaming.TopicOffsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How far alerts of the second stage were sent, as transactions have committed it. */
final class SentAlertsTopic {

  private static final TopicPartition PARTITION = new TopicPartition(SecondAlertTopic.SENT, 0);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(90);

  private SentAlertsTopic() {}

  /**
   * Reads it to its end, by the name of the log. Drivers of before must be fenced: then no
   * transaction of theirs is open.
   *
   * @throws IllegalStateException when a transaction stays open on it, or it has what no driver
   *     writes
   */
  static Map<String, SentAlerts> read(String brokers, Clock clock) {
    long end;
    try (TopicOffsets offsets = new TopicOffsets(brokers, PARTITION.topic())) {
      end = offsets.latest().get(PARTITION.partition());
    }
    Instant until = clock.instant().plus(SETTLED_WITHIN);
    Map<String, SentAlerts> sent = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings(brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      while (consumer.position(PARTITION) < end) {
        if (clock.instant().isAfter(until)) {
          throw new IllegalStateException(
              "%s is not read to its end within %d s: a transaction is open on it"
                  .formatted(PARTITION.topic(), SETTLED_WITHIN.toSeconds()));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(BETWEEN_LOOKS)) {
          SentAlerts last = SentAlerts.of(record.key(), record.value());
          sent.put(last.log(), last);
        }
      }
    }
    return sent;
  }

  private static Map<String, Object> settings(String brokers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        brokers,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "millrace-" + PARTITION.topic(),
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "none",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false);
  }
}
