package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.model.fraud.SourcePosition;
import io.millrace.model.run.RunRecord;
import io.millrace.streaming.FencedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Publishes a batch: scores, alerts, the states of its accounts, which rules are in effect since it
 * and how far payments are read, in one transaction. Its transactional id is that of the outputs,
 * so a driver before this one can commit nothing more as soon as this one is made.
 *
 * <p>For one thread at a time.
 */
final class BatchPublisher implements AutoCloseable {

  private final KafkaTransactions transactions;
  private final FraudOutputs outputs;
  private final String topic;

  /**
   * Fences every driver before this one and ends its transaction.
   *
   * @param producer one with the settings of {@link #producer}; closed with this
   * @param topic of payments
   */
  BatchPublisher(Producer<byte[], byte[]> producer, FraudOutputs outputs, String topic) {
    this.transactions =
        new KafkaTransactions(producer, outputs.scores() + " and " + outputs.alerts());
    this.outputs = outputs;
    this.topic = topic;
  }

  /** The producer for these outputs. */
  static Producer<byte[], byte[]> producer(String brokers, FraudOutputs outputs) {
    return KafkaTransactions.producer(brokers, outputs.group() + "-spark");
  }

  /**
   * Publishes a batch. If it throws, all of it is committed or nothing; what the group has
   * committed says which.
   *
   * @param batch in {@link Outcome#ORDER}
   * @param rules for each partition whose first payment by these rules is in the batch
   * @param until for each partition the offset behind the last payment that was read
   * @param member who holds the lease
   * @throws FencedException when another driver has begun; nothing was committed
   * @throws LeaseLostException when the member, or the group as it knew it, is no more; nothing was
   *     committed, and the same batch may be published in the name of another member
   */
  void publish(
      List<Outcome> batch,
      List<RulesInEffect> rules,
      Map<Integer, Long> until,
      ConsumerGroupMetadata member) {
    try {
      transactions.commit(
          producer -> {
            for (RulesInEffect begun : rules) {
              send(producer, toldRules(begun));
              send(producer, keptRules(begun));
            }
            for (Outcome outcome : batch) {
              if (outcome.kind() != Outcome.Kind.COUNT) {
                send(producer, record(outcome));
              }
            }
            producer.sendOffsetsToTransaction(offsets(until), member);
          });
    } catch (CommitFailedException e) {
      throw new LeaseLostException(outputs, e);
    }
  }

  @Override
  public void close() {
    transactions.close();
  }

  /** A record that is refused fails the commit. */
  private static void send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    Future<RecordMetadata> unused = producer.send(record);
  }

  private ProducerRecord<byte[], byte[]> record(Outcome outcome) {
    return switch (outcome.kind()) {
      case SCORE -> output(outputs.scores(), outcome);
      case ALERT -> output(outputs.alerts(), outcome);
      case ACCOUNT ->
          new ProducerRecord<>(
              outputs.accounts(),
              outcome.partition(),
              Math.max(0, outcome.kafkaMillis()),
              outcome.key(),
              outcome.value());
      case COUNT -> throw new IllegalArgumentException(outcome.toString());
    };
  }

  private ProducerRecord<byte[], byte[]> toldRules(RulesInEffect begun) {
    return new ProducerRecord<>(
        outputs.rulesInEffect(), begun.version().getBytes(UTF_8), begun.bytes());
  }

  private ProducerRecord<byte[], byte[]> keptRules(RulesInEffect begun) {
    return new ProducerRecord<>(
        outputs.accounts(), begun.partition(), RulesInEffect.accountsKey(), begun.bytes());
  }

  private static ProducerRecord<byte[], byte[]> output(String topic, Outcome outcome) {
    Headers headers = new RecordHeaders();
    headers.add(SourcePosition.PARTITION, SourcePosition.value(outcome.partition()));
    headers.add(SourcePosition.OFFSET, SourcePosition.value(outcome.offset()));
    if (outcome.run() != null) {
      headers.add(RunRecord.HEADER, outcome.run());
    }
    return new ProducerRecord<>(
        topic, null, Math.max(0, outcome.kafkaMillis()), outcome.key(), outcome.value(), headers);
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(Map<Integer, Long> until) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    until.forEach(
        (partition, offset) ->
            offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
    return offsets;
  }
}
