package io.millrace.model.health;

import java.time.Instant;

/**
 * How a feed fared in ten seconds of {@code kafka_time}.
 *
 * @param start the window's first instant
 * @param records that reached Kafka
 * @param bytes of their values
 * @param quarantined how many of them were refused
 * @param late how many of them landed in an hour that was closed already
 * @param lagRecords how many records had reached Kafka by the window's end that no reader could see
 *     by then
 * @param lagMillis how old the oldest of those was then; 0 without any
 * @param delayP50 the median time from Kafka to the readers in milliseconds; null without records
 * @param delayP99 the 99th percentile of it
 */
public record HealthWindow(
    Instant start,
    long records,
    long bytes,
    long quarantined,
    long late,
    long lagRecords,
    long lagMillis,
    Long delayP50,
    Long delayP99) {

  /** The first instant after the window. */
  public Instant end() {
    return start.plus(HealthFold.WINDOW);
  }
}
