package io.millrace.model.record;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The ranges of times and money that every engine of the warehouse stores and reads alike. Before
 * 1900 Spark, Hive and Parquet readers disagree about calendars and local mean time; after 9999 a
 * year has no longer four digits.
 */
public final class ValueRange {
  /** The first day. */
  public static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

  /** The last day. */
  public static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  /** The first instant, in microseconds since 1970-01-01T00:00:00Z. */
  public static final long FIRST_MICROS = FIRST_DAY.toEpochDay() * 86_400_000_000L;

  /** The last instant, in microseconds since 1970-01-01T00:00:00Z. */
  public static final long LAST_MICROS = (LAST_DAY.toEpochDay() + 1) * 86_400_000_000L - 1;

  /** Digits after the point of an amount of money. */
  public static final int MONEY_SCALE = 4;

  /** The greatest amount of money in ten-thousandths; the least is its negation. DECIMAL(18,4). */
  public static final long MONEY_MAX = 999_999_999_999_999_999L;

  private ValueRange() {}

  /** Whether that instant may be stored. */
  public static boolean holdsMicros(long micros) {
    return micros >= FIRST_MICROS && micros <= LAST_MICROS;
  }

  /** Whether that day may be stored. */
  public static boolean holdsDay(long epochDay) {
    return epochDay >= FIRST_DAY.toEpochDay() && epochDay <= LAST_DAY.toEpochDay();
  }

  /** Whether that amount, in ten-thousandths, may be stored. */
  public static boolean holdsMoney(long scaled) {
    return scaled >= -MONEY_MAX && scaled <= MONEY_MAX;
  }

  /** Microseconds of that instant, any finer part dropped. */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }
}
