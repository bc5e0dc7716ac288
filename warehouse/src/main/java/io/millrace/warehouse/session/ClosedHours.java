package io.millrace.warehouse.session;

import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/**
 * Which hours of event time nothing more is expected for. An hour is closed when it is flagged; an
 * hour for which nothing has landed is closed as well once a later one is flagged, since hours
 * close in order and a replay flags only the hours that it touched.
 */
public final class ClosedHours implements Serializable {

  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  private final long[] flagged;
  private final long[] landed;

  /**
   * @param flagged starts of flagged hours
   * @param landed starts of hours that have rows
   */
  public ClosedHours(Collection<Instant> flagged, Collection<Instant> landed) {
    this.flagged = hours(flagged);
    this.landed = hours(landed);
  }

  /** Whether every hour from the one that begins at an instant to the one before the other is. */
  public boolean cover(Instant from, Instant to) {
    return cover(micros(from), micros(to) - 1);
  }

  /** Whether every hour that has an instant from the one to the other, both in, is closed. */
  boolean cover(long fromMicros, long toMicros) {
    long last = Math.floorDiv(toMicros, MICROS_PER_HOUR);
    for (long hour = Math.floorDiv(fromMicros, MICROS_PER_HOUR); hour <= last; hour++) {
      if (!isIn(flagged, hour) && (isIn(landed, hour) || hour > latestFlagged())) {
        return false;
      }
    }
    return true;
  }

  private static long micros(Instant instant) {
    return Math.multiplyExact(instant.getEpochSecond(), 1_000_000L);
  }

  private long latestFlagged() {
    return flagged.length == 0 ? Long.MIN_VALUE : flagged[flagged.length - 1];
  }

  private static boolean isIn(long[] hours, long hour) {
    return Arrays.binarySearch(hours, hour) >= 0;
  }

  private static long[] hours(Collection<Instant> starts) {
    return starts.stream()
        .mapToLong(start -> Math.floorDiv(start.getEpochSecond(), 3_600L))
        .sorted()
        .toArray();
  }
}
