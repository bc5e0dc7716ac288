package io.millrace.model.record;

import io.millrace.model.feed.Field;
import java.util.List;

/**
 * What makes a row one of its feed, for encoders. Each method refuses by IllegalArgumentException.
 */
final class RowCheck {
  private RowCheck() {}

  static void size(Object[] row, List<Field> fields) {
    if (row.length != fields.size()) {
      throw new IllegalArgumentException(
          "A row has " + fields.size() + " values, not " + row.length + ".");
    }
  }

  static void required(Field field, Object value) {
    if (field.required() && (value == null || "".equals(value))) {
      throw illegal(field, value, "it is required");
    }
  }

  static void type(Field field, Object value) {
    if (value.getClass() != field.type().javaType()) {
      throw illegal(field, value, "it takes " + field.type().javaType().getSimpleName());
    }
  }

  static double finite(Field field, double number) {
    if (!Double.isFinite(number)) {
      throw illegal(field, number, "it takes finite numbers");
    }
    return number;
  }

  static long money(Field field, long scaled) {
    if (!ValueRange.holdsMoney(scaled)) {
      throw illegal(field, scaled, "it takes DECIMAL(18,4)");
    }
    return scaled;
  }

  static long micros(Field field, long micros) {
    if (!ValueRange.holdsMicros(micros)) {
      throw illegal(field, micros, "it takes microseconds from 1900 to 9999");
    }
    return micros;
  }

  static int day(Field field, int epochDay) {
    if (!ValueRange.holdsDay(epochDay)) {
      throw illegal(field, epochDay, "it takes days from 1900 to 9999");
    }
    return epochDay;
  }

  /** Whether at that position a pair of surrogates begins; false for a character that is none. */
  static boolean pair(Field field, String text, int i) {
    if (!Character.isSurrogate(text.charAt(i))) {
      return false;
    }
    if (Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      return true;
    }
    throw illegal(field, text, "an unpaired surrogate at character " + i);
  }

  private static IllegalArgumentException illegal(Field field, Object value, String why) {
    return new IllegalArgumentException(
        "Field "
            + field.name()
            + " cannot be "
            + ValueReader.quote(String.valueOf(value))
            + ": "
            + why
            + ".");
  }
}
