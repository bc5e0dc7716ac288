package io.millrace.ingest.infer;

import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.record.ValueReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the values of one column can all be read as, by the very reader that will read them. Values
 * are shown one by one; each rules out what it is not.
 */
final class ColumnEvidence {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern WHOLE_AS_DECIMAL = Pattern.compile("[0-9]+\\.0+");
  private static final Pattern CENTS = Pattern.compile("-?[0-9]+\\.[0-9]{2}");
  private static final Pattern LEADING_ZERO = Pattern.compile("-?0[0-9]+");

  /** 2000 to 2100; earlier and later numbers are hardly times. */
  private static final long FIRST_SECOND = 946_684_800L;

  private static final long LAST_SECOND = 4_102_444_800L;

  private final ValueReader reader = new ValueReader();
  private final EnumSet<FieldType> types = EnumSet.complementOf(EnumSet.of(FieldType.STRING));
  private final List<TimePattern> patterns = new ArrayList<>(TimePattern.ALL);
  private final int mostDistinct;
  private Set<String> distinct = new HashSet<>();
  private long values;
  private long missing;
  private long emails;
  private long addresses;
  private long largest;
  private boolean digitsMayBeDates = true;
  private boolean seconds = true;
  private boolean millis = true;
  private boolean cents = true;
  private boolean leadingZeros;
  private boolean wholeAsDecimals = true;

  /**
   * @param mostDistinct beyond so many values a column in which none occurred twice is taken for
   *     unique
   */
  ColumnEvidence(int mostDistinct) {
    this.mostDistinct = mostDistinct;
  }

  /** Takes the next value in; null or empty where there is none. */
  void see(String text) {
    if (text == null || text.isEmpty()) {
      missing++;
      return;
    }
    values++;
    types.removeIf(type -> !reader.read(new Field("any", type, false, "any"), text));
    patterns.removeIf(pattern -> !pattern.reads(text));
    boolean whole = types.contains(FieldType.LONG);
    if (whole) {
      long number = Long.parseLong(text);
      largest = Math.max(largest, number == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(number));
      seconds &= number >= FIRST_SECOND && number <= LAST_SECOND;
      millis &= number >= FIRST_SECOND * 1_000 && number <= LAST_SECOND * 1_000;
      digitsMayBeDates &= TimePattern.DIGITS.reads(text);
    }
    leadingZeros |= LEADING_ZERO.matcher(text).matches();
    wholeAsDecimals &= WHOLE_AS_DECIMAL.matcher(text).matches();
    cents &= CENTS.matcher(text).matches();
    emails += EMAIL.matcher(text).matches() ? 1 : 0;
    addresses += ADDRESS.matcher(text).matches() ? 1 : 0;
    if (distinct != null && distinct.size() < mostDistinct && !distinct.add(text)) {
      distinct = null;
    }
  }

  long values() {
    return values;
  }

  /** Whether every record had a value. */
  boolean isNeverMissing() {
    return missing == 0 && values > 0;
  }

  /** Whether no value occurred twice, in two records at least. */
  boolean isUnique() {
    return distinct != null && distinct.size() > 1;
  }

  /** Whether all values can be read as that type. */
  boolean reads(FieldType type) {
    return values > 0 && types.contains(type);
  }

  /** Whether all values are whole numbers. */
  boolean isWhole() {
    return reads(FieldType.LONG);
  }

  /** The largest of whole numbers, without sign. */
  long largest() {
    return largest;
  }

  /** The patterns by which all values can be read. */
  List<TimePattern> patterns() {
    return values == 0 ? List.of() : patterns;
  }

  boolean mayBeSeconds() {
    return isWhole() && seconds;
  }

  boolean mayBeMillis() {
    return isWhole() && millis;
  }

  boolean mayBeDigitDates() {
    return isWhole() && digitsMayBeDates;
  }

  /** Whether every value has exactly two digits after the point. */
  boolean isCents() {
    return values > 0 && cents;
  }

  boolean hasLeadingZeros() {
    return leadingZeros;
  }

  /** Whether every value is a whole number that a spreadsheet wrote with a fraction of zero. */
  boolean isWholeAsDecimal() {
    return values > 0 && wholeAsDecimals;
  }

  boolean looksLikeEmail() {
    return values > 0 && emails == values;
  }

  boolean looksLikeAddress() {
    return values > 0 && addresses == values;
  }
}
