package io.millrace.ingest.replay;

import io.millrace.ingest.line.Line;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.ingest.topic.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a replay sends.
 *
 * @param brokers host:port, comma-separated
 * @param maxLineBytes lines longer than this become dead letters without being held in memory; from
 *     65,536 to 8 MiB
 * @param maxRecordBytes key and value of a record that is larger become a dead letter; at most
 *     1,000,000, which a topic of default settings takes
 * @param deliveryTimeout after how long without the broker's acknowledgement the replay fails; at
 *     least 1 s
 * @param topics how missing topics are made
 */
public record ReplaySettings(
    String brokers,
    int maxLineBytes,
    int maxRecordBytes,
    Duration deliveryTimeout,
    TopicSettings topics) {
  private static final int DEFAULT_MAX_LINE_BYTES = 256 * 1024;
  private static final int GREATEST_MAX_LINE_BYTES = 8 * 1024 * 1024;
  private static final int GREATEST_MAX_RECORD_BYTES = 1_000_000;
  private static final Duration DEFAULT_DELIVERY_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration LEAST_DELIVERY_TIMEOUT = Duration.ofSeconds(1);

  public ReplaySettings {
    List<String> problems = new ArrayList<>();
    if (brokers == null || brokers.isBlank()) {
      problems.add("brokers is " + brokers + "; legal: host:port[,host:port…]");
    }
    if (maxLineBytes < Line.HEAD_BYTES || maxLineBytes > GREATEST_MAX_LINE_BYTES) {
      problems.add(
          "max line bytes is "
              + maxLineBytes
              + "; legal: "
              + Line.HEAD_BYTES
              + " to "
              + GREATEST_MAX_LINE_BYTES);
    }
    if (maxRecordBytes < 1_000 || maxRecordBytes > GREATEST_MAX_RECORD_BYTES) {
      problems.add(
          "max record bytes is "
              + maxRecordBytes
              + "; legal: 1000 to "
              + GREATEST_MAX_RECORD_BYTES);
    }
    if (deliveryTimeout.compareTo(LEAST_DELIVERY_TIMEOUT) < 0) {
      problems.add("delivery timeout is " + deliveryTimeout + "; legal: PT1S or more");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /**
   * The defaults for those brokers: lines to 256 KiB, two minutes for delivery, topics for a single
   * broker.
   */
  public static ReplaySettings of(String brokers) {
    return new ReplaySettings(
        brokers,
        DEFAULT_MAX_LINE_BYTES,
        GREATEST_MAX_RECORD_BYTES,
        DEFAULT_DELIVERY_TIMEOUT,
        TopicSettings.SINGLE_BROKER);
  }

  /** The same with another limit of lines. */
  public ReplaySettings withMaxLineBytes(int bytes) {
    return new ReplaySettings(brokers, bytes, maxRecordBytes, deliveryTimeout, topics);
  }

  /** The same with another time for delivery. */
  public ReplaySettings withDeliveryTimeout(Duration timeout) {
    return new ReplaySettings(brokers, maxLineBytes, maxRecordBytes, timeout, topics);
  }

  ProducerSettings producer() {
    return ProducerSettings.of(brokers, "millrace-replay")
        .withDeliveryTimeout(deliveryTimeout)
        .withMaxRecordBytes(maxRecordBytes);
  }
}
