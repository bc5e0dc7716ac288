package io.millrace.streaming.fraud;

import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RowBuffer;
import io.millrace.streaming.Declaration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads payments where their scores say that they lie. For one thread. */
final class PaymentReader implements AutoCloseable {

  /** Over so many records it is rather read on than asked anew. */
  private static final long READ_OVER = 5_000;

  private static final Duration LONGEST_POLL = Duration.ofMillis(100);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /** Where a payment lies. */
  record Place(int partition, long offset) {}

  /**
   * A payment of the topic.
   *
   * @param kafkaMicros its record's Kafka time
   */
  record Found(Payment payment, long kafkaMicros) {}

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final RecordDecoder decoder;
  private final PaymentFields fields;
  private final RowBuffer row;
  private final Clock clock;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  private PaymentReader(Consumer<byte[], byte[]> consumer, Declaration declaration, Clock clock) {
    this.consumer = consumer;
    this.topic = declaration.feed().topic();
    this.decoder = declaration.decoder();
    this.fields = new PaymentFields(declaration.feed());
    this.row = new RowBuffer(declaration.feed());
    this.clock = clock;
  }

  /** Connects; nothing is read yet. */
  static PaymentReader open(String client, String brokers, Declaration declaration, Clock clock) {
    return new PaymentReader(
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "millrace-" + client + "-payments",
                // what is gone while this reads fails, and the next attempt does without it
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        declaration,
        clock);
  }

  /**
   * The payments at those places of the topic. What is not there any more, and what is no payment
   * by the declaration, is left out.
   *
   * @throws IllegalStateException when the broker does not give them in time
   */
  Map<Place, Found> read(Collection<Place> places) {
    Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
    places.forEach(
        place ->
            wanted
                .computeIfAbsent(
                    new TopicPartition(topic, place.partition()), at -> new TreeSet<>())
                .add(place.offset()));
    assign(wanted);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(wanted.keySet());
    Map<TopicPartition, Long> end = consumer.endOffsets(wanted.keySet());
    wanted.forEach(
        (partition, offsets) -> {
          offsets.headSet(first.get(partition)).clear();
          offsets.tailSet(end.get(partition)).clear();
        });
    Map<Place, Found> found = new HashMap<>();
    Instant until = clock.instant().plus(ANSWER_WITHIN);
    while (turn(wanted)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LONGEST_POLL)) {
        TopicPartition partition = new TopicPartition(topic, record.partition());
        if (wanted.get(partition).remove(record.offset())) {
          decode(record, found);
        }
      }
      // what lies before the position and did not come is not there
      for (TopicPartition partition : wanted.keySet()) {
        next.put(partition, consumer.position(partition));
        wanted.get(partition).headSet(next.get(partition)).clear();
      }
      if (clock.instant().isAfter(until)) {
        throw new IllegalStateException(
            "topic %s: payments at %s did not come within %d s; is the broker up?"
                .formatted(topic, wanted, ANSWER_WITHIN.toSeconds()));
      }
    }
    return found;
  }

  @Override
  public void close() {
    consumer.close(Duration.ofSeconds(5));
  }

  /** Has a position everywhere, as a consumer must. */
  private void assign(Map<TopicPartition, NavigableSet<Long>> wanted) {
    List<TopicPartition> assigned = new ArrayList<>(consumer.assignment());
    List<TopicPartition> fresh =
        wanted.keySet().stream().filter(at -> !assigned.contains(at)).toList();
    if (!fresh.isEmpty()) {
      assigned.addAll(fresh);
      consumer.assign(assigned);
      fresh.forEach(at -> seek(at, wanted.get(at).first()));
    }
  }

  private void seek(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
    next.put(partition, offset);
  }

  /** Turns to what is wanted; false when nothing is. */
  private boolean turn(Map<TopicPartition, NavigableSet<Long>> wanted) {
    consumer.pause(consumer.assignment());
    boolean isWanted = false;
    for (Map.Entry<TopicPartition, NavigableSet<Long>> of : wanted.entrySet()) {
      if (!of.getValue().isEmpty()) {
        isWanted = true;
        long from = of.getValue().first();
        long at = next.get(of.getKey());
        if (at > from || at < from - READ_OVER) {
          seek(of.getKey(), from);
        }
        consumer.resume(List.of(of.getKey()));
      }
    }
    return isWanted;
  }

  private void decode(ConsumerRecord<byte[], byte[]> record, Map<Place, Found> found) {
    if (decoder.decode(record.value(), record.timestamp(), row) == null) {
      found.put(
          new Place(record.partition(), record.offset()),
          new Found(fields.payment(row), record.timestamp() * 1_000));
    }
  }
}
