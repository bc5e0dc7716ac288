package io.millrace.cli;

import io.millrace.warehouse.Counts;
import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them. */
public final class Words {

  private static final double KILO = 1024;

  private Words() {}

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 4 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    } else if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    } else if (duration.toHours() < 48) {
      return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
    }
    return "%d d %d h".formatted(duration.toDays(), duration.toHoursPart());
  }

  /** {@code 312 B}, {@code 4.5 KiB}, {@code 220 MiB}, {@code 1.2 GiB}. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    double amount = bytes / KILO;
    for (String unit : new String[] {"KiB", "MiB", "GiB"}) {
      if (amount < KILO) {
        return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, unit);
      }
      amount /= KILO;
    }
    return String.format(Locale.ROOT, "%.1f TiB", amount);
  }

  /** {@code 10,000}. */
  public static String count(long number) {
    return Counts.of(number);
  }

  /** {@code 1 record}, {@code 10,000 records}. */
  public static String count(long number, String noun) {
    return Counts.of(number, noun);
  }
}
