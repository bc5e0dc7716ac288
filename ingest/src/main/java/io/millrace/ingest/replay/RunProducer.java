package io.millrace.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.mapping.BreakReason;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.run.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends one run's records and dead letters, idempotently and acknowledged by all replicas. Memory
 * is the producer's buffer.
 */
final class RunProducer implements AutoCloseable {
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int LINGER_MILLIS = 20;
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final Feed feed;
  private final int maxRecordBytes;
  private final RecordEncoder encoder;
  private final List<Header> headers;
  private final Acknowledged acknowledged;

  RunProducer(ReplaySettings settings, Feed feed, String runId, Acknowledged acknowledged) {
    this.feed = feed;
    this.maxRecordBytes = settings.maxRecordBytes();
    this.encoder = new RecordEncoder(feed);
    this.headers = List.of(new RecordHeader(RunRecord.HEADER, runId.getBytes(UTF_8)));
    this.acknowledged = acknowledged;
    this.producer =
        new KafkaProducer<>(config(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> config(ReplaySettings settings) {
    long delivery = settings.deliveryTimeout().toMillis();
    long request = Math.min(LONGEST_REQUEST.toMillis(), delivery - LINGER_MILLIS);
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.brokers(),
        ProducerConfig.CLIENT_ID_CONFIG,
        "millrace-replay",
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        LINGER_MILLIS,
        ProducerConfig.BATCH_SIZE_CONFIG,
        BATCH_BYTES,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) Math.min(Integer.MAX_VALUE, delivery),
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (int) request,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        delivery);
  }

  /**
   * Hands that row to the producer; false when its record would be too large for the topic.
   *
   * @throws KafkaException when the producer takes no more
   */
  boolean send(Object[] row) {
    byte[] key = feed.keyOf(row).map(k -> k.getBytes(UTF_8)).orElse(null);
    byte[] value = encoder.encode(row);
    if ((long) value.length + (key == null ? 0 : key.length) > maxRecordBytes) {
      return false;
    }
    send(feed.topic(), key, value, at -> acknowledged.record(at.partition(), at.offset()));
    return true;
  }

  /**
   * Hands that dead letter to the producer.
   *
   * @throws KafkaException when the producer takes no more
   */
  void send(DeadLetter letter) {
    BreakReason reason = letter.reason();
    send(feed.dlqTopic(), null, letter.toJson(), at -> acknowledged.deadLetter(reason));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees both outcomes
  private void send(String topic, byte[] key, byte[] value, Consumer<RecordMetadata> onAck) {
    producer.send(
        new ProducerRecord<>(topic, null, null, key, value, headers),
        (at, failure) -> {
          if (failure == null) {
            onAck.accept(at);
          } else {
            acknowledged.failed(failure);
          }
        });
  }

  /** Waits until everything that was handed over is acknowledged or has failed. */
  void flush() {
    producer.flush();
  }

  /** Gives up what is not acknowledged yet. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
