package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

  /** Whether that is one of the two that say that there is no time. */
  static boolean isNone(long time) {
    return time == WRONG_NOTATION || time == NO_SUCH_TIME;
  }

  /** Epoch day of {@code YYYY-MM-DD}, or {@link #WRONG_NOTATION} or {@link #NO_SUCH_TIME}. */
  static long epochDay(String text) {
    byte[] ascii = text.getBytes(ISO_8859_1);
    return epochDay(ascii, 0, ascii.length);
  }

  /** The same, of bytes. */
  static long epochDay(byte[] in, int from, int until) {
    return until - from == 10 ? day(in, from, until) : WRONG_NOTATION;
  }

  /** {@link #epochMicros(byte[], int, int)} of a text; what is not Latin is no notation either. */
  static long epochMicros(String text) {
    byte[] ascii = text.getBytes(ISO_8859_1);
    return epochMicros(ascii, 0, ascii.length);
  }

  /**
   * Epoch microseconds of {@code YYYY-MM-DDThh:mm[:ss[.f…]]} with {@code Z}, {@code ±hh}, {@code
   * ±hhmm} or {@code ±hh:mm}; up to 9 digits of a second, of which those after the sixth are
   * dropped. Else {@link #WRONG_NOTATION} or {@link #NO_SUCH_TIME}.
   */
  static long epochMicros(byte[] in, int from, int until) {
    if (until - from < 17 || (in[from + 10] != 'T' && in[from + 10] != 't')) {
      return WRONG_NOTATION;
    }
    long day = day(in, from, until);
    int hour = digits(in, from + 11, 2, until);
    int minute = in[from + 13] == ':' ? digits(in, from + 14, 2, until) : -1;
    if (day == WRONG_NOTATION || hour < 0 || minute < 0) {
      return WRONG_NOTATION;
    }
    int second = 0;
    int micros = 0;
    int i = from + 16;
    if (in[i] == ':') {
      second = digits(in, i + 1, 2, until);
      i += 3;
      if (second < 0 || i >= until) {
        return WRONG_NOTATION;
      }
      if (in[i] == '.' || in[i] == ',') {
        int end = ++i;
        while (end < until && isDigit(in[end])) {
          end++;
        }
        if (end == i || end - i > 9 || end == until) {
          return WRONG_NOTATION;
        }
        for (int place = 0; place < 6; place++) {
          micros = micros * 10 + (i + place < end ? in[i + place] - '0' : 0);
        }
        i = end;
      }
    }
    long offset = offsetSeconds(in, i, until);
    if (offset == WRONG_NOTATION) {
      return WRONG_NOTATION;
    }
    if (day == NO_SUCH_TIME || offset == NO_SUCH_TIME || hour > 23 || minute > 59 || second > 59) {
      return NO_SUCH_TIME;
    }
    long seconds = day * SECONDS_A_DAY + hour * 3600L + minute * 60L + second - offset;
    return seconds * 1_000_000L + micros;
  }

  private static long day(byte[] in, int from, int until) {
    int year = digits(in, from, 4, until);
    int month = digits(in, from + 5, 2, until);
    int day = digits(in, from + 8, 2, until);
    if (year < 0 || month < 0 || day < 0 || in[from + 4] != '-' || in[from + 7] != '-') {
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

  private static long offsetSeconds(byte[] in, int i, int until) {
    byte sign = in[i];
    int rest = until - i - 1;
    if (sign == 'Z' || sign == 'z') {
      return rest == 0 ? 0 : WRONG_NOTATION;
    }
    if (sign != '+' && sign != '-') {
      return WRONG_NOTATION;
    }
    boolean colon = rest == 5 && in[i + 3] == ':';
    if (rest != 2 && rest != 4 && !colon) {
      return WRONG_NOTATION;
    }
    int hours = digits(in, i + 1, 2, until);
    int minutes = rest == 2 ? 0 : digits(in, colon ? i + 4 : i + 3, 2, until);
    if (hours < 0 || minutes < 0) {
      return WRONG_NOTATION;
    }
    if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0)) {
      return NO_SUCH_TIME;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static int digits(byte[] in, int from, int count, int until) {
    if (from + count > until) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(in[i])) {
        return -1;
      }
      value = value * 10 + (in[i] - '0');
    }
    return value;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
