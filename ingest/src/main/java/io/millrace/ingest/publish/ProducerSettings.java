package io.millrace.ingest.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How a {@link FeedProducer} sends. Every record is acknowledged by all in-sync replicas, and the
 * producer's own tries never write one twice or out of order.
 *
 * @param brokers host:port, comma-separated
 * @param clientId by which brokers name the producer in their logs and quotas
 * @param deliveryTimeout after how long without the brokers' acknowledgement a record has failed; 1
 *     s to 20 days
 * @param blockTimeout how long a send may wait for the brokers' first answer or for room in the
 *     buffer; at least 1 ms
 * @param linger how long a batch waits for more records; less than the delivery timeout
 * @param batchBytes the size at which a batch goes at once; 1,024 to 16 MiB
 * @param bufferBytes memory for records that are not acknowledged yet; at least a batch, and at
 *     least two of the largest records
 * @param compression of batches
 * @param maxRecordBytes key and value of a record that is larger are refused; at most 1,000,000,
 *     which a topic of default settings takes
 */
public record ProducerSettings(
    String brokers,
    String clientId,
    Duration deliveryTimeout,
    Duration blockTimeout,
    Duration linger,
    int batchBytes,
    long bufferBytes,
    Compression compression,
    int maxRecordBytes) {
  private static final int GREATEST_MAX_RECORD_BYTES = 1_000_000;
  private static final int LEAST_BATCH_BYTES = 1_024;
  private static final int GREATEST_BATCH_BYTES = 16 * 1024 * 1024;
  private static final Duration LEAST_DELIVERY_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration GREATEST_DELIVERY_TIMEOUT = Duration.ofDays(20);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  public ProducerSettings {
    requireNonNull(clientId, "clientId");
    requireNonNull(compression, "compression");
    List<String> problems = new ArrayList<>();
    if (brokers == null || brokers.isBlank()) {
      problems.add("brokers is " + brokers + "; legal: host:port[,host:port…]");
    }
    if (deliveryTimeout.compareTo(LEAST_DELIVERY_TIMEOUT) < 0
        || deliveryTimeout.compareTo(GREATEST_DELIVERY_TIMEOUT) > 0) {
      problems.add("delivery timeout is " + deliveryTimeout + "; legal: PT1S to PT480H");
    }
    if (blockTimeout.toMillis() < 1 || blockTimeout.compareTo(GREATEST_DELIVERY_TIMEOUT) > 0) {
      problems.add("block timeout is " + blockTimeout + "; legal: PT0.001S to PT480H");
    }
    if (linger.isNegative() || linger.compareTo(deliveryTimeout) >= 0) {
      problems.add(
          "linger is "
              + linger
              + "; legal: PT0S to less than the delivery timeout, "
              + deliveryTimeout);
    }
    if (batchBytes < LEAST_BATCH_BYTES || batchBytes > GREATEST_BATCH_BYTES) {
      problems.add(
          "batch bytes is "
              + batchBytes
              + "; legal: "
              + LEAST_BATCH_BYTES
              + " to "
              + GREATEST_BATCH_BYTES);
    }
    if (maxRecordBytes < 1_000 || maxRecordBytes > GREATEST_MAX_RECORD_BYTES) {
      problems.add(
          "max record bytes is "
              + maxRecordBytes
              + "; legal: 1000 to "
              + GREATEST_MAX_RECORD_BYTES);
    }
    long leastBuffer = Math.max(batchBytes, 2L * maxRecordBytes);
    if (bufferBytes < leastBuffer) {
      problems.add("buffer bytes is " + bufferBytes + "; legal: " + leastBuffer + " or more");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /**
   * The defaults for those brokers: two minutes for delivery and for a send to wait, batches of 128
   * KiB after 20 ms at the latest, a buffer of 32 MiB, LZ4. They are for throughput, and measured:
   * smaller batches are slower, larger ones no faster; LZ4 costs less processor time than a full
   * disk cache costs waiting, Zstandard twice as much. Who needs an answer soon lowers the linger.
   */
  public static ProducerSettings of(String brokers, String clientId) {
    Duration wait = Duration.ofMinutes(2);
    return new ProducerSettings(
        brokers,
        clientId,
        wait,
        wait,
        Duration.ofMillis(20),
        128 * 1024,
        32L * 1024 * 1024,
        Compression.LZ4,
        GREATEST_MAX_RECORD_BYTES);
  }

  /** The same with another time for delivery, and for a send to wait. */
  public ProducerSettings withDeliveryTimeout(Duration timeout) {
    return new ProducerSettings(
        brokers,
        clientId,
        timeout,
        timeout,
        linger,
        batchBytes,
        bufferBytes,
        compression,
        maxRecordBytes);
  }

  /** The same with another time for a send to wait. */
  public ProducerSettings withBlockTimeout(Duration timeout) {
    return new ProducerSettings(
        brokers,
        clientId,
        deliveryTimeout,
        timeout,
        linger,
        batchBytes,
        bufferBytes,
        compression,
        maxRecordBytes);
  }

  /** The same with other batches. */
  public ProducerSettings withBatches(int bytes, Duration longestWait) {
    return new ProducerSettings(
        brokers,
        clientId,
        deliveryTimeout,
        blockTimeout,
        longestWait,
        bytes,
        bufferBytes,
        compression,
        maxRecordBytes);
  }

  /** The same with another buffer. */
  public ProducerSettings withBufferBytes(long bytes) {
    return new ProducerSettings(
        brokers,
        clientId,
        deliveryTimeout,
        blockTimeout,
        linger,
        batchBytes,
        bytes,
        compression,
        maxRecordBytes);
  }

  /** The same with another compression. */
  public ProducerSettings withCompression(Compression other) {
    return new ProducerSettings(
        brokers,
        clientId,
        deliveryTimeout,
        blockTimeout,
        linger,
        batchBytes,
        bufferBytes,
        other,
        maxRecordBytes);
  }

  /** The same with another limit of records. */
  public ProducerSettings withMaxRecordBytes(int bytes) {
    return new ProducerSettings(
        brokers,
        clientId,
        deliveryTimeout,
        blockTimeout,
        linger,
        batchBytes,
        bufferBytes,
        compression,
        bytes);
  }

  /** The same as the settings of Kafka's own producer, by their names. */
  public Map<String, Object> kafkaConfig() {
    long delivery = deliveryTimeout.toMillis();
    // Kafka demands that the delivery timeout covers lingering and one request.
    long request = Math.min(LONGEST_REQUEST.toMillis(), delivery - linger.toMillis());
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, clientId),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis()),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes),
        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression.kafkaName()),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) request),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockTimeout.toMillis()));
  }
}
