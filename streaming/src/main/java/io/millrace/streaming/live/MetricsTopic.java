package io.millrace.streaming.live;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code live-metrics}. Nothing waits for it: a revision that cannot be sent is followed
 * by another, a final one is sent again until it is acknowledged. The truth is in the tables, so a
 * topic that takes nothing holds no table up.
 */
public final class MetricsTopic implements AutoCloseable {

  static final String NAME = "live-metrics";

  private static final Logger LOG = LoggerFactory.getLogger(MetricsTopic.class);

  /** Finals kept for another try; those beyond it are in the tables alone. */
  private static final int MOST_KEPT = 50_000;

  private final Producer<String, String> producer;
  private final Queue<ProducerRecord<String, String>> refused =
      new LinkedBlockingQueue<>(MOST_KEPT);
  private final AtomicLong unacknowledged = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  MetricsTopic(Producer<String, String> producer) {
    this.producer = producer;
  }

  public static MetricsTopic connect(String brokers) {
    return new MetricsTopic(
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                2_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                30_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                15_000),
            new StringSerializer(),
            new StringSerializer()));
  }

  /** Sends what a window has become; it may not arrive. */
  public void revision(String key, String value) {
    send(new ProducerRecord<>(NAME, key, value), false);
  }

  /** Sends what a window is; it arrives once or more. */
  public void last(String key, String value) {
    unacknowledged.incrementAndGet();
    send(new ProducerRecord<>(NAME, key, value), true);
  }

  /** Sends again what was refused. */
  public void retry() {
    int waiting = refused.size();
    for (int i = 0; i < waiting; i++) {
      ProducerRecord<String, String> record = refused.poll();
      if (record != null) {
        send(record, true);
      }
    }
  }

  /** How many finals are not acknowledged yet. */
  long unacknowledged() {
    return unacknowledged.get();
  }

  /**
   * Waits until what was sent is acknowledged or refused.
   *
   * @return whether every final is acknowledged
   */
  boolean flush() {
    producer.flush();
    return unacknowledged.get() == 0;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }

  private void send(ProducerRecord<String, String> record, boolean last) {
    try {
      // the outcome comes to the callback
      Future<RecordMetadata> unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (last && failure == null) {
                  unacknowledged.decrementAndGet();
                } else if (last) {
                  keep(record, failure);
                }
              });
    } catch (KafkaException e) {
      if (last) {
        keep(record, e);
      }
    }
  }

  private void keep(ProducerRecord<String, String> record, Exception failure) {
    if (refused.offer(record)) {
      return;
    }
    unacknowledged.decrementAndGet();
    if (lost.incrementAndGet() % MOST_KEPT == 1) {
      LOG.error(
          "topic {} takes nothing ({}): finals are in the tables alone",
          NAME,
          failure.getMessage());
    }
  }
}
