package io.millrace.warehouse;

import java.util.function.Function;

/** Reads whole numbers as they are written in settings. */
final class Numbers {

  private Numbers() {}

  /** A reader of numbers within limits, both included. */
  static Function<String, Integer> from(int least, int most) {
    return text -> {
      String digits = text.strip();
      if (digits.matches("[0-9]{1,9}")) {
        int number = Integer.parseInt(digits);
        if (number >= least && number <= most) {
          return number;
        }
      }
      throw new IllegalArgumentException("not a whole number from %d to %d".formatted(least, most));
    };
  }
}
