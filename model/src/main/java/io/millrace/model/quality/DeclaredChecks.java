package io.millrace.model.quality;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.PersonalTreatment;
import io.millrace.model.feed.Rule;
import io.millrace.model.record.ValueRange;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a feed's own declaration asks of its curated table. A record that does not meet it is
 * refused before it lands, so that a failure tells of a fault of the warehouse, or of rows that
 * landed under an earlier version of the feed, which knew a range that was wider.
 */
final class DeclaredChecks {

  private DeclaredChecks() {}

  static List<Check> of(Feed feed) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check.NotNull(
            "required_fields",
            Severity.BLOCKING,
            feed.fields().stream()
                .filter(Field::required)
                .map(Field::name)
                .filter(name -> feed.personalData().get(name) != PersonalTreatment.DROP)
                .toList()));
    checks.add(new Check.Unique("one_row_a_record", Severity.BLOCKING, List.of(feed.idField())));
    for (Rule rule : feed.rules()) {
      if (rule instanceof Rule.Range range) {
        check(feed, range).ifPresent(checks::add);
      }
    }
    return checks;
  }

  /** Ranges of numbers; those of times and dates are asked where records land. */
  private static Optional<Check> check(Feed feed, Rule.Range range) {
    FieldType type = feed.field(range.field()).type();
    return switch (type) {
      case INT, LONG, DOUBLE, MONEY ->
          Optional.of(
              new Check.InRange(
                  range.name(),
                  Severity.WARNING,
                  range.field(),
                  number(type, range.min()),
                  number(type, range.max())));
      case STRING, BOOLEAN, TIMESTAMP, DATE -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> number(FieldType type, Serializable bound) {
    return Optional.ofNullable(bound)
        .map(
            value ->
                type == FieldType.MONEY
                    ? BigDecimal.valueOf((Long) value, ValueRange.MONEY_SCALE)
                    : new BigDecimal(value.toString()));
  }
}
