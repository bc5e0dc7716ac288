package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.FraudRows;
import io.millrace.model.fraud.SourcePosition;
import io.millrace.model.landing.TopicOffset;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.model.run.RunRecord;
import io.millrace.streaming.TopicOffsets;
import io.millrace.streaming.live.LiveStart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what hosts have committed to the topics of scores and alerts. For one thread. */
final class OutputReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutputReader.class);

  private final Consumer<byte[], byte[]> consumer;
  private final FraudOutputs outputs;
  private final List<TopicPartition> partitions = new ArrayList<>();

  private OutputReader(Consumer<byte[], byte[]> consumer, FraudOutputs outputs) {
    this.consumer = consumer;
    this.outputs = outputs;
  }

  /**
   * Begins to read.
   *
   * @param client what brokers know it by
   * @param topics of the outputs
   * @param from where; what is not named is read from its first record
   */
  static OutputReader open(
      String client,
      String brokers,
      FraudOutputs outputs,
      List<String> topics,
      List<TopicOffset> from) {
    OutputReader reader =
        new OutputReader(
            new KafkaConsumer<>(
                settings(client, brokers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            outputs);
    try {
      reader.seek(brokers, topics, from);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  /** Rows of the next records; none when none come in that time. */
  List<LiveRow> next(Duration longest) {
    List<LiveRow> rows = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : poll(longest)) {
      row(record).ifPresent(rows::add);
    }
    return rows;
  }

  /** The next records; none when none come in that time. */
  ConsumerRecords<byte[], byte[]> poll(Duration longest) {
    return consumer.poll(longest);
  }

  /** The row of a record; empty, and said, when no host writes such a one. */
  Optional<LiveRow> row(ConsumerRecord<byte[], byte[]> record) {
    Optional<LiveRow> row = parsed(record);
    if (row.isEmpty()) {
      LOG.error(
          "{}, partition {}, offset {} is nothing that a fraud host writes; it is in no table",
          record.topic(),
          record.partition(),
          record.offset());
    }
    return row;
  }

  /** Reads those partitions from now on, and no others. */
  void readOnly(Set<Integer> numbers) {
    consumer.pause(partitions);
    consumer.resume(partitions.stream().filter(at -> numbers.contains(at.partition())).toList());
  }

  /** The offsets of the next records. */
  List<TopicOffset> positions() {
    return partitions.stream()
        .map(at -> new TopicOffset(at.topic(), at.partition(), consumer.position(at)))
        .toList();
  }

  /** Records that are committed and not read yet. */
  long lag() {
    return consumer.endOffsets(partitions).entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  @Override
  public void close() {
    consumer.close(Duration.ofSeconds(5));
  }

  private void seek(String brokers, List<String> topics, List<TopicOffset> from) {
    List<TopicOffset> start = new ArrayList<>();
    for (String topic : topics) {
      try (TopicOffsets offsets = new TopicOffsets(brokers, topic)) {
        List<TopicOffset> known = from.stream().filter(at -> at.topic().equals(topic)).toList();
        LiveStart.offsets(known, offsets.earliest(), offsets.latest())
            .forEach((partition, at) -> start.add(new TopicOffset(topic, partition, at)));
      }
    }
    start.forEach(at -> partitions.add(new TopicPartition(at.topic(), at.partition())));
    consumer.assign(partitions);
    start.forEach(at -> consumer.seek(new TopicPartition(at.topic(), at.partition()), at.offset()));
  }

  private Optional<LiveRow> parsed(ConsumerRecord<byte[], byte[]> record) {
    LiveTable table = record.topic().equals(outputs.scores()) ? FraudRows.SCORES : FraudRows.ALERTS;
    Header partition = record.headers().lastHeader(SourcePosition.PARTITION);
    Header offset = record.headers().lastHeader(SourcePosition.OFFSET);
    Header run = record.headers().lastHeader(RunRecord.HEADER);
    if (partition == null || offset == null || record.value() == null) {
      return Optional.empty();
    }
    try {
      return FraudRows.row(
          table,
          record.value(),
          Math.toIntExact(SourcePosition.number(partition.value())),
          SourcePosition.number(offset.value()),
          run == null ? null : new String(run.value(), StandardCharsets.UTF_8),
          record.timestamp());
    } catch (NumberFormatException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> settings(String client, String brokers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        brokers,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "millrace-" + client,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        // what is gone while this reads fails, and the next attempt says what is gone
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        OffsetResetStrategy.NONE.toString(),
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        5_000,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false);
  }
}
