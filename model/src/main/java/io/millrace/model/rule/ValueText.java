package io.millrace.model.rule;

import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.record.ValueRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.stream.Collectors;

/** Values as a refusal names them: short, on one line, and never one of a personal field. */
final class ValueText {
  private static final int LONGEST = 100;
  private static final int MOST_NAMED = 10;

  private ValueText() {}

  /** The value that stands in that field of a row. */
  static String of(Field field, Object value) {
    if (field.personal() && value != null) {
      return "the value (personal, not shown)";
    }
    return of(field.type(), value);
  }

  /** A value that a rule declares, or that nobody minds to see. */
  static String of(FieldType type, Object value) {
    if (value == null) {
      return "null";
    }
    return switch (type) {
      case STRING -> quote((String) value);
      case MONEY ->
          BigDecimal.valueOf((Long) value, ValueRange.MONEY_SCALE)
              .stripTrailingZeros()
              .toPlainString();
      case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case INT, LONG, DOUBLE, BOOLEAN -> value.toString();
    };
  }

  /** Several of them; of many the first. */
  static String of(FieldType type, Collection<?> values) {
    String named =
        values.stream()
            .limit(MOST_NAMED)
            .map(value -> of(type, value))
            .collect(Collectors.joining(", "));
    int more = values.size() - MOST_NAMED;
    return more > 0 ? named + " and " + more + " more" : named;
  }

  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c == 0x7f || Character.isSurrogate(c) ? '?' : c);
    }
    return out.append(text.length() > LONGEST ? "…\"" : "\"").toString();
  }
}
