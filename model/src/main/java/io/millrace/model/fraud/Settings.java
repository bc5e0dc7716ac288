package io.millrace.model.fraud;

import io.millrace.model.declaration.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;

/** Settings of the kinds that fraud rules have, read from one mapping. */
final class Settings {

  static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);

  /** The longest window, and so the longest that a payment is remembered one by one. */
  static final Duration LONGEST_WINDOW = Duration.ofDays(31);

  static final Duration LONGEST_HALF_LIFE = Duration.ofDays(3_650);

  private static final String LEGAL_AMOUNT =
      "an amount in the base currency from 0 to "
          + Amounts.text(Amounts.GREATEST)
          + ", up to 4 digits after the point";

  private final Section section;

  Settings(Section section) {
    this.section = section;
  }

  /** A whole number within those bounds. */
  Integer whole(String key, Integer whenAbsent, int least, int greatest) {
    return section.read(
        key,
        whenAbsent,
        "a whole number from " + least + " to " + greatest,
        text -> {
          int number = Integer.parseInt(text);
          return number >= least && number <= greatest ? number : null;
        });
  }

  /** An amount in ten-thousandths of the base currency; null when absent and without default. */
  Long amount(String key, Long whenAbsent) {
    return section.read(key, whenAbsent, LEGAL_AMOUNT, Amounts::parse);
  }

  /** A span within those bounds, the longest in whole days or less than one. */
  Duration span(String key, Duration whenAbsent, Duration shortest, Duration longest) {
    return section.read(
        key,
        whenAbsent,
        longest.toDays() > 0
            ? String.format(
                Locale.ROOT,
                "an ISO-8601 duration from %s to P%dD, such as PT5M or P1D",
                shortest,
                longest.toDays())
            : "an ISO-8601 duration from %s to %s, such as PT5M".formatted(shortest, longest),
        text -> {
          try {
            Duration span = Duration.parse(text);
            boolean legal = span.compareTo(shortest) >= 0 && span.compareTo(longest) <= 0;
            return legal ? span : null;
          } catch (DateTimeException e) {
            return null;
          }
        });
  }

  /** A window of a rule. */
  Duration window(String key, Duration whenAbsent) {
    return span(key, whenAbsent, SHORTEST_WINDOW, LONGEST_WINDOW);
  }

  /** A number within those bounds, up to three digits after the point. */
  Double number(String key, double whenAbsent, double least, double greatest) {
    return section.read(
        key,
        whenAbsent,
        "a number from " + least + " to " + greatest,
        text -> {
          double number = Double.parseDouble(text);
          return number >= least && number <= greatest ? number : null;
        });
  }
}
