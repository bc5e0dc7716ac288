package io.millrace.bench.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.bench.publish.LocalBroker;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.WireEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of payments on a broker of its own, and how far a group has committed it. */
final class PaymentTopic implements AutoCloseable {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final double PAYMENTS_A_DAY = 8;
  private static final long SEED = 42;

  private final Feed feed;
  private final LocalBroker broker;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  /** A payment as it is sent. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  record Message(byte[] key, byte[] value) {}

  private PaymentTopic(Feed feed, LocalBroker broker, Map<String, Object> producerConfig) {
    this.feed = feed;
    this.broker = broker;
    this.admin = broker.admin();
    this.producer =
        new KafkaProducer<>(producerConfig, new ByteArraySerializer(), new ByteArraySerializer());
    new Topics(admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(30)).ensure(feed);
  }

  /** An empty one, whose producer sends what it is given at once when it can. */
  static PaymentTopic start(Feed feed) throws Exception {
    LocalBroker broker = LocalBroker.start();
    return new PaymentTopic(
        feed, broker, Map.of("bootstrap.servers", broker.brokers(), "compression.type", "lz4"));
  }

  /** So many payments of so many accounts, that share of them fraud. */
  static List<Message> messages(Feed feed, int records, int accounts, double fraud) {
    RecordSource source =
        new PaymentGenerator(FraudSettings.even(fraud), OptionalInt.of(accounts))
            .source(feed, new Timeline(START, accounts * PAYMENTS_A_DAY / 86_400), SEED);
    WireEncoder encoder = WireEncoder.of(feed);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      Object[] row = source.next().row();
      messages.add(new Message(feed.keyOf(row).orElseThrow().getBytes(UTF_8), encoder.encode(row)));
    }
    return messages;
  }

  LocalBroker broker() {
    return broker;
  }

  Admin admin() {
    return admin;
  }

  /** Waits until the broker has acknowledged all of them. */
  void fill(List<Message> messages) {
    messages.forEach(message -> send(message, (metadata, failure) -> {}));
    producer.flush();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees both outcomes
  void send(Message message, Callback acknowledged) {
    producer.send(new ProducerRecord<>(feed.topic(), message.key(), message.value()), acknowledged);
  }

  /** Waits until that group has committed at least so many records, and tells how many. */
  long awaitCommitted(String group, long records) throws Exception {
    while (true) {
      long committed = committed(group);
      if (committed >= records) {
        return committed;
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private long committed(String group) throws InterruptedException {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      return 0; // there is no such group yet
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    broker.close();
  }
}
