package io.millrace.warehouse;

import java.util.Locale;

/** Whole numbers as people read them. */
public final class Counts {

  private Counts() {}

  /** {@code 10,000}. */
  public static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 record}, {@code 10,000 records}. */
  public static String of(long number, String noun) {
    return of(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
