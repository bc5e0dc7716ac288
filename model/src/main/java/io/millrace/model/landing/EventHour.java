package io.millrace.model.landing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * An hour of event time, in UTC.
 *
 * @param start its first instant
 */
public record EventHour(Instant start) implements Comparable<EventHour> {

  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  public EventHour {
    if (!start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
      throw new IllegalArgumentException("not the start of an hour: " + start);
    }
  }

  /** The hour that holds {@code instant}. */
  public static EventHour of(Instant instant) {
    return new EventHour(instant.truncatedTo(ChronoUnit.HOURS));
  }

  /**
   * The hour of a partition.
   *
   * @param dt {@code YYYY-MM-DD}
   * @param hour {@code HH}
   */
  public static EventHour parse(String dt, String hour) {
    return new EventHour(Instant.parse("%sT%s:00:00Z".formatted(dt, hour)));
  }

  /** The hour that holds an instant given in microseconds since the epoch. */
  public static EventHour ofMicros(long micros) {
    return new EventHour(
        Instant.ofEpochSecond(Math.multiplyExact(Math.floorDiv(micros, MICROS_PER_HOUR), 3600L)));
  }

  /** The first instant after the hour. */
  public Instant end() {
    return start.plus(Duration.ofHours(1));
  }

  public EventHour next() {
    return new EventHour(end());
  }

  /** The partition value {@code YYYY-MM-DD}. */
  public String dt() {
    return utc().toLocalDate().toString();
  }

  /** The partition value {@code HH}, zero-padded. */
  public String hour() {
    return String.format(Locale.ROOT, "%02d", utc().getHour());
  }

  private ZonedDateTime utc() {
    return start.atZone(ZoneOffset.UTC);
  }

  @Override
  public int compareTo(EventHour other) {
    return start.compareTo(other.start);
  }
}
