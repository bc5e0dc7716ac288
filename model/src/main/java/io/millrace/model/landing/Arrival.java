package io.millrace.model.landing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What of a batch reached Kafka within one window of {@code kafka_time}. A window's records may be
 * spread over several batches; their sums are the window's.
 *
 * @param windowStart the window's first instant, a multiple of {@link #WINDOW} since the epoch
 * @param records landed and quarantined, replays included
 * @param bytes the sum of their values' lengths as they were on the topic
 * @param quarantined how many of the records were refused
 * @param late how many of the records landed in an hour that was closed already
 * @param waits how long the records had been on the topic when staging of their batch began ({@code
 *     ingest_time} minus {@code kafka_time}), by bucket
 */
public record Arrival(
    Instant windowStart,
    long records,
    long bytes,
    long quarantined,
    long late,
    List<DelayCount> waits) {

  /** How long a window is. */
  public static final Duration WINDOW = Duration.ofSeconds(10);

  public Arrival {
    Objects.requireNonNull(windowStart, "windowStart");
    waits = List.copyOf(waits);
  }
}
