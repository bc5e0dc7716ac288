package io.millrace.model.landing;

import java.util.concurrent.TimeUnit;

/**
 * How long after its event a record reached Kafka: the buckets of the late-arrival histogram. A
 * record whose event lies ahead of its arrival is in the first.
 */
public enum Lateness {
  LE_1S(TimeUnit.SECONDS.toMicros(1)),
  LE_10S(TimeUnit.SECONDS.toMicros(10)),
  LE_1M(TimeUnit.MINUTES.toMicros(1)),
  LE_10M(TimeUnit.MINUTES.toMicros(10)),
  LE_1H(TimeUnit.HOURS.toMicros(1)),
  LE_6H(TimeUnit.HOURS.toMicros(6)),
  LE_1D(TimeUnit.DAYS.toMicros(1)),
  LE_7D(TimeUnit.DAYS.toMicros(7)),
  MORE(Long.MAX_VALUE);

  private static final Lateness[] ALL = values();

  private final long mostMicros;

  Lateness(long mostMicros) {
    this.mostMicros = mostMicros;
  }

  /**
   * The bucket of a record that reached Kafka so long after its event.
   *
   * @param micros microseconds; negative if the event lies ahead
   */
  public static Lateness ofMicros(long micros) {
    for (Lateness bucket : ALL) {
      if (micros <= bucket.mostMicros) {
        return bucket;
      }
    }
    return MORE;
  }
}
