package io.millrace.model.record;

import io.millrace.model.feed.Field;
import java.time.LocalDate;

/**
 * Writes values as JSON, byte by byte: the way over strings, decimals and {@code java.time} takes
 * most of a record's time. {@code bench/run codec} measures it.
 */
final class JsonValues {
  private static final boolean[] ESCAPED = new boolean[128];
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };
  private static final byte[] LEAST_LONG = ascii(Long.toString(Long.MIN_VALUE));
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final double MILLION = 1e6;

  /** Below it every whole number is a double of its own. */
  private static final double EXACT_BELOW = 0x1p53;

  static {
    for (int c = 0; c < ' '; c++) {
      ESCAPED[c] = true;
    }
    ESCAPED['"'] = true;
    ESCAPED['\\'] = true;
  }

  private final GrowingBytes out;
  private long lastDay = Long.MIN_VALUE;
  private byte[] lastDayText;

  JsonValues(GrowingBytes out) {
    this.out = out;
  }

  static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  void text(Field field, String text) {
    out.put('"');
    int i = out.putWhilePlain(text, ESCAPED);
    if (i < text.length()) {
      textFrom(field, text, i);
    }
    out.put('"');
  }

  private void textFrom(Field field, String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (ESCAPED[c]) {
          escaped(c);
        } else {
          out.put(c);
        }
      } else if (RowCheck.pair(field, text, i)) {
        out.putUtf8(c, text.charAt(++i));
      } else {
        out.putUtf8(c);
      }
    }
  }

  private void escaped(char c) {
    out.put('\\');
    switch (c) {
      case '\b' -> out.put('b');
      case '\t' -> out.put('t');
      case '\n' -> out.put('n');
      case '\f' -> out.put('f');
      case '\r' -> out.put('r');
      case '"', '\\' -> out.put(c);
      default -> {
        out.put('u');
        out.put('0');
        out.put('0');
        out.put(HEX[c >> 4]);
        out.put(HEX[c & 0xf]);
      }
    }
  }

  void truth(boolean value) {
    out.put(value ? TRUE : FALSE);
  }

  void whole(long number) {
    if (number == Long.MIN_VALUE) {
      out.put(LEAST_LONG);
      return;
    }
    if (number < 0) {
      out.put('-');
    }
    long absolute = Math.abs(number);
    out.putDigits(absolute, digitsOf(absolute));
  }

  /**
   * A double that is a number of millionths, such as a coordinate, is written as that number:
   * dividing it by a million gives the double, so reading it does. For others Java's own notation
   * is taken.
   */
  void floating(double number) {
    double scaled = Math.rint(number * MILLION);
    if (scaled != 0 && Math.abs(scaled) < EXACT_BELOW && scaled / MILLION == number) {
      fraction((long) scaled, 6, 1);
    } else {
      out.put(ascii(Double.toString(number)));
    }
  }

  void money(long scaled) {
    fraction(scaled, ValueRange.MONEY_SCALE, 0);
  }

  /** Writes that number of 10^-scale with as few digits after the point as it needs. */
  private void fraction(long scaled, int scale, int leastDigits) {
    if (scaled < 0) {
      out.put('-');
    }
    long absolute = Math.abs(scaled);
    long unit = scale == 4 ? 10_000L : 1_000_000L;
    whole(absolute / unit);
    long rest = absolute % unit;
    if (rest == 0 && leastDigits == 0) {
      return;
    }
    out.put('.');
    int least = out.length() + leastDigits;
    out.putDigits(rest, scale);
    out.stripZeros(least);
  }

  /** ISO-8601 in UTC, with no, three or six digits of a second. */
  void instant(long micros) {
    long day = Math.floorDiv(micros, MICROS_A_DAY);
    long rest = micros - day * MICROS_A_DAY;
    int second = (int) (rest / 1_000_000L);
    int fraction = (int) (rest % 1_000_000L);
    out.put('"');
    out.put(textOf(day));
    out.put('T');
    out.putDigits(second / 3_600, 2);
    out.put(':');
    out.putDigits(second / 60 % 60, 2);
    out.put(':');
    out.putDigits(second % 60, 2);
    if (fraction != 0) {
      out.put('.');
      if (fraction % 1_000 == 0) {
        out.putDigits(fraction / 1_000, 3);
      } else {
        out.putDigits(fraction, 6);
      }
    }
    out.put('Z');
    out.put('"');
  }

  void date(int epochDay) {
    out.put('"');
    out.put(textOf(epochDay));
    out.put('"');
  }

  private byte[] textOf(long epochDay) {
    if (epochDay != lastDay) {
      lastDayText = ascii(LocalDate.ofEpochDay(epochDay).toString());
      lastDay = epochDay;
    }
    return lastDayText;
  }

  private static int digitsOf(long number) {
    int digits = 1;
    for (long bound = 10; digits < 19 && number >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }
}
