package io.millrace.ingest.site;

import java.util.List;

/**
 * How busy the hours of a week are, in UTC, as factors whose mean over the week is 1. Immutable.
 */
final class Rhythm {
  private static final int HOURS = 24;
  private static final int DAYS = 7;
  private static final long HOUR_MICROS = 3_600_000_000L;

  /** 1970-01-01 was a Thursday, three days after a Monday. */
  private static final long DAYS_FROM_MONDAY = 3;

  private final double[] factors = new double[DAYS * HOURS];

  /**
   * @param hours 24 positive weights
   * @param days 7 positive weights, from Monday
   */
  Rhythm(List<Double> hours, List<Double> days) {
    double mean =
        hours.stream().mapToDouble(h -> h).sum()
            * days.stream().mapToDouble(d -> d).sum()
            / factors.length;
    for (int i = 0; i < factors.length; i++) {
      factors[i] = hours.get(i % HOURS) * days.get(i / HOURS) / mean;
    }
  }

  /** How busy it is at that time, in microseconds since 1970-01-01T00:00:00Z. */
  double at(long micros) {
    long hour = Math.floorDiv(micros, HOUR_MICROS) + DAYS_FROM_MONDAY * HOURS;
    return factors[(int) Math.floorMod(hour, (long) factors.length)];
  }

  /** When that may change next. */
  static long changesAfter(long micros) {
    return (Math.floorDiv(micros, HOUR_MICROS) + 1) * HOUR_MICROS;
  }
}
