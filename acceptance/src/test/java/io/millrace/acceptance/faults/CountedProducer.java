package io.millrace.acceptance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends numbered records at an even rate and notes what the broker acknowledged. Event times go by
 * a clock of its own, much faster than the wall's, so that hours pass; one record in a hundred
 * comes late by up to three hours, and one in a hundred is rubbish.
 */
final class CountedProducer implements AutoCloseable {

  private static final Duration BACK = Duration.ofDays(30);
  private static final int LATE_BY_MINUTES = 180;
  private static final int ONE_IN = 100;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Inventory inventory;
  private final String topic;
  private final Random random;
  private final int perSecond;
  private final int timesFaster;
  private final Instant start;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::send, "producer");
  private volatile boolean ending;

  /**
   * @param perSecond records a second
   * @param timesFaster how many seconds of event time pass in a second
   */
  CountedProducer(
      String brokers,
      String topic,
      Inventory inventory,
      long seed,
      int perSecond,
      int timesFaster) {
    this.topic = topic;
    this.inventory = inventory;
    this.random = new Random(seed);
    this.perSecond = perSecond;
    this.timesFaster = timesFaster;
    this.start = Instant.now().minus(BACK).truncatedTo(ChronoUnit.DAYS);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "acks",
                "all",
                "linger.ms",
                "20",
                // a broker that is down for a while costs no record
                "delivery.timeout.ms",
                "600000",
                "max.block.ms",
                "600000",
                "reconnect.backoff.max.ms",
                "500"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Where each partition of a topic ends now. */
  static Map<Integer, Long> ends(String brokers, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      Map<Integer, Long> ends = new TreeMap<>();
      consumer.endOffsets(partitions).forEach((p, end) -> ends.put(p.partition(), end));
      return ends;
    }
  }

  void start() {
    thread.start();
  }

  /**
   * Ends, once all that was sent is acknowledged.
   *
   * @throws IllegalStateException if a record was not acknowledged
   */
  @Override
  public void close() {
    ending = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
    if (failure.get() != null) {
      throw new IllegalStateException("the producer failed", failure.get());
    }
  }

  private void send() {
    long began = System.nanoTime();
    for (long number = 1; !ending && failure.get() == null; number++) {
      long due = began + number * 1_000_000_000L / perSecond;
      while (!ending && System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long eventMillis = (due - began) / 1_000_000 * timesFaster;
      if (random.nextInt(ONE_IN) == 0) {
        eventMillis -= Duration.ofMinutes(random.nextInt(LATE_BY_MINUTES)).toMillis();
      }
      boolean rubbish = random.nextInt(ONE_IN) == 0;
      send(rubbish ? -number : number, start.plusMillis(Math.max(0, eventMillis)));
    }
  }

  private void send(long number, Instant madeAt) {
    String value =
        number < 0
            ? "{\"id\": " + number
            : "{\"id\":\"%s\",\"made_at\":\"%s\",\"number\":%d}"
                .formatted(id(number), madeAt, number);
    // the callback is told the outcome
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                topic, id(Math.abs(number)).getBytes(UTF_8), value.getBytes(UTF_8)),
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              } else {
                inventory.acknowledged(
                    metadata.partition(), metadata.hasOffset() ? metadata.offset() : -1, number);
              }
            });
  }

  /** The id of the record of that number. */
  static String id(long number) {
    return "r-" + number;
  }
}
