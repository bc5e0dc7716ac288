package io.millrace.model.record;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads ISO-8601 dates and instants. Several times faster than {@code java.time}'s formatter, which
 * would be a third of a record's decoding.
 */
final class TimeText {
  /** The notation is another. */
  static final long WRONG_NOTATION = Long.MIN_VALUE;

  /** The notation is right, but there is no such date or time. */
  static final long NO_SUCH_TIME = Long.MIN_VALUE + 1;

  private static final int SECONDS_A_DAY = 86_400;

  private TimeText() {}

  /** Epoch day of {@code YYYY-MM-DD}, or {@link #WRONG_NOTATION} or {@link #NO_SUCH_TIME}. */
  static long epochDay(String text) {
    return text.length() == 10 ? day(text) : WRONG_NOTATION;
  }

  /**
   * Epoch microseconds of {@code YYYY-MM-DDThh:mm[:ss[.f…]]} with {@code Z}, {@code ±hh}, {@code
   * ±hhmm} or {@code ±hh:mm}; up to 9 digits of a second, of which those after the sixth are
   * dropped. Else {@link #WRONG_NOTATION} or {@link #NO_SUCH_TIME}.
   */
  static long epochMicros(String text) {
    int length = text.length();
    if (length < 17 || (text.charAt(10) != 'T' && text.charAt(10) != 't')) {
      return WRONG_NOTATION;
    }
    long day = day(text);
    int hour = digits(text, 11, 2);
    int minute = text.charAt(13) == ':' ? digits(text, 14, 2) : -1;
    if (day == WRONG_NOTATION || hour < 0 || minute < 0) {
      return WRONG_NOTATION;
    }
    int second = 0;
    int micros = 0;
    int i = 16;
    if (text.charAt(i) == ':') {
      second = digits(text, 17, 2);
      i = 19;
      if (second < 0 || i >= length) {
        return WRONG_NOTATION;
      }
      if (text.charAt(i) == '.' || text.charAt(i) == ',') {
        int end = ++i;
        while (end < length && isDigit(text.charAt(end))) {
          end++;
        }
        if (end == i || end - i > 9 || end == length) {
          return WRONG_NOTATION;
        }
        for (int place = 0; place < 6; place++) {
          micros = micros * 10 + (i + place < end ? text.charAt(i + place) - '0' : 0);
        }
        i = end;
      }
    }
    long offset = offsetSeconds(text, i);
    if (offset == WRONG_NOTATION) {
      return WRONG_NOTATION;
    }
    if (day == NO_SUCH_TIME || offset == NO_SUCH_TIME || hour > 23 || minute > 59 || second > 59) {
      return NO_SUCH_TIME;
    }
    long seconds = day * SECONDS_A_DAY + hour * 3600L + minute * 60L + second - offset;
    return seconds * 1_000_000L + micros;
  }

  private static long day(String text) {
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    if (year < 0 || month < 0 || day < 0 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return WRONG_NOTATION;
    }
    if (month < 1 || month > 12 || day < 1) {
      return NO_SUCH_TIME;
    }
    if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
      return NO_SUCH_TIME;
    }
    return LocalDate.of(year, month, day).toEpochDay();
  }

  private static long offsetSeconds(String text, int i) {
    char sign = text.charAt(i);
    int rest = text.length() - i - 1;
    if (sign == 'Z' || sign == 'z') {
      return rest == 0 ? 0 : WRONG_NOTATION;
    }
    if (sign != '+' && sign != '-') {
      return WRONG_NOTATION;
    }
    boolean colon = rest == 5 && text.charAt(i + 3) == ':';
    if (rest != 2 && rest != 4 && !colon) {
      return WRONG_NOTATION;
    }
    int hours = digits(text, i + 1, 2);
    int minutes = rest == 2 ? 0 : digits(text, colon ? i + 4 : i + 3, 2);
    if (hours < 0 || minutes < 0) {
      return WRONG_NOTATION;
    }
    if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0)) {
      return NO_SUCH_TIME;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static int digits(String text, int from, int count) {
    if (from + count > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
