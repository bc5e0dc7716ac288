package io.millrace.model.record;

import static io.millrace.model.record.RefusalReason.ENCODING;
import static io.millrace.model.record.RefusalReason.OUT_OF_RANGE;
import static io.millrace.model.record.RefusalReason.WRONG_TYPE;

import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import java.math.BigDecimal;

/**
 * Reads a value of one field from text, for JSON's decoder and for files of other formats, so that
 * both accept the same. An object of this class holds the outcome of its last reading: {@link
 * #value} when {@link #refused} is null.
 */
public final class ValueReader {
  private static final int LONGEST_NUMBER = 1_100;
  private static final int LONGEST_QUOTE = 100;

  private Object value;
  private Refused refused;

  /** The value that was read, of the field type's Java class. */
  public Object value() {
    return value;
  }

  /** Why there is none, or null. */
  public Refused refused() {
    return refused;
  }

  /** Reads that text as the field's type; true when {@link #value} holds the value. */
  public boolean read(Field field, String text) {
    value = null;
    refused = null;
    switch (field.type()) {
      case STRING -> text(field, text);
      case INT -> whole(field, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole(field, text, Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE -> floating(field, text);
      case BOOLEAN -> truth(field, text);
      case MONEY -> money(field, text);
      case TIMESTAMP -> timestamp(field, text);
      case DATE -> date(field, text);
    }
    return refused == null;
  }

  private void text(Field field, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          refuse(ENCODING, field, "an unpaired surrogate at character " + i);
          return;
        }
        i++;
      }
    }
    value = text;
  }

  private void whole(Field field, String text, long min, long max) {
    int digits = text.startsWith("-") ? 1 : 0;
    boolean whole = digits < text.length() && digitsOnly(text, digits, text.length());
    if (!whole) {
      refuse(WRONG_TYPE, field, quote(text) + " is no whole number");
      return;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        value = field.type() == FieldType.INT ? (Object) (int) number : (Object) number;
        return;
      }
    } catch (NumberFormatException e) {
      // digits only, so it is too large even for a long
    }
    refuse(OUT_OF_RANGE, field, quote(text) + " does not lie within " + min + " to " + max);
  }

  private void floating(Field field, String text) {
    if (!isNumber(text)) {
      refuse(WRONG_TYPE, field, quote(text) + " is no number");
      return;
    }
    double number = text.length() > LONGEST_NUMBER ? Double.NaN : Double.parseDouble(text);
    if (Double.isFinite(number)) {
      value = number;
    } else {
      refuse(OUT_OF_RANGE, field, quote(text) + " is too large for a 64-bit number");
    }
  }

  private void truth(Field field, String text) {
    switch (text) {
      case "true" -> value = Boolean.TRUE;
      case "false" -> value = Boolean.FALSE;
      default -> refuse(WRONG_TYPE, field, quote(text) + " is neither true nor false");
    }
  }

  private void money(Field field, String text) {
    if (!isNumber(text)) {
      refuse(WRONG_TYPE, field, quote(text) + " is no amount");
      return;
    }
    BigDecimal amount = text.length() > LONGEST_NUMBER ? null : decimal(text);
    if (amount == null) {
      refuse(OUT_OF_RANGE, field, quote(text) + " has too many digits");
      return;
    }
    // Compared by digit counts first: writing 1e999999999 out would take all memory.
    long wholeDigits = (long) amount.precision() - amount.scale();
    if (amount.signum() != 0 && wholeDigits > 14) {
      refuse(OUT_OF_RANGE, field, quote(text) + " has more than 14 digits before the point");
      return;
    }
    if (amount.signum() != 0 && amount.stripTrailingZeros().scale() > ValueRange.MONEY_SCALE) {
      refuse(OUT_OF_RANGE, field, quote(text) + " has more than 4 digits after the point");
      return;
    }
    value =
        amount.signum() == 0
            ? (Object) 0L
            : (Object) amount.setScale(ValueRange.MONEY_SCALE).unscaledValue().longValueExact();
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null; // an exponent beyond 32 bits
    }
  }

  private void timestamp(Field field, String text) {
    long micros = TimeText.epochMicros(text);
    if (micros == TimeText.WRONG_NOTATION) {
      refuse(WRONG_TYPE, field, quote(text) + " is no ISO-8601 instant with an offset");
    } else if (micros == TimeText.NO_SUCH_TIME) {
      refuse(OUT_OF_RANGE, field, quote(text) + " does not exist");
    } else {
      micros(field, micros);
    }
  }

  /**
   * Takes an instant that was read elsewhere, in microseconds; true when it lies within {@link
   * ValueRange}.
   */
  public boolean readMicros(Field field, long micros) {
    value = null;
    refused = null;
    micros(field, micros);
    return refused == null;
  }

  private void micros(Field field, long micros) {
    if (ValueRange.holdsMicros(micros)) {
      value = micros;
    } else {
      refuse(OUT_OF_RANGE, field, "the time does not lie within the years 1900 to 9999");
    }
  }

  private void date(Field field, String text) {
    long day = TimeText.epochDay(text);
    if (day == TimeText.WRONG_NOTATION) {
      refuse(WRONG_TYPE, field, quote(text) + " is no date YYYY-MM-DD");
    } else if (day == TimeText.NO_SUCH_TIME) {
      refuse(OUT_OF_RANGE, field, quote(text) + " does not exist");
    } else if (!ValueRange.holdsDay(day)) {
      refuse(OUT_OF_RANGE, field, quote(text) + " does not lie within the years 1900 to 9999");
    } else {
      value = (int) day;
    }
  }

  private void refuse(RefusalReason reason, Field field, String detail) {
    refused = new Refused(reason, field.name(), detail);
  }

  /**
   * JSON's notation of a number; sign, digits, fraction and exponent, no blanks, no NaN, no
   * hexadecimal.
   */
  private static boolean isNumber(String text) {
    int i = text.startsWith("-") ? 1 : 0;
    int whole = skipDigits(text, i);
    if (whole == i) {
      return false;
    }
    i = whole;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = skipDigits(text, i + 1);
      if (fraction == i + 1) {
        return false;
      }
      i = fraction;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      int exponent = skipDigits(text, i);
      if (exponent == i) {
        return false;
      }
      i = exponent;
    }
    return i == text.length();
  }

  private static boolean digitsOnly(String text, int from, int to) {
    return skipDigits(text, from) == to;
  }

  private static int skipDigits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  /** The text as a message may hold it: short, on one line. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < LONGEST_QUOTE; i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c == 0x7f || Character.isSurrogate(c) ? '?' : c);
    }
    return out.append(text.length() > LONGEST_QUOTE ? "…\"" : "\"").toString();
  }
}
