package io.millrace.model.rule;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.Rule;
import io.millrace.model.record.RowView;

/** A value lies between two bounds. */
abstract sealed class RangeCondition extends Condition {
  private final int position;
  private final Field field;
  private final Rule.Range range;

  private RangeCondition(Feed feed, Rule.Range range) {
    super(range.name(), range.field());
    this.position = feed.indexOf(range.field());
    this.field = feed.fields().get(position);
    this.range = range;
  }

  static RangeCondition of(Feed feed, Rule.Range range) {
    return switch (feed.field(range.field()).type()) {
      case INT, LONG, MONEY, TIMESTAMP, DATE -> new Whole(feed, range);
      case DOUBLE -> new Floating(feed, range);
      case STRING, BOOLEAN ->
          throw new IllegalArgumentException(range.name() + ": a range of " + range.field());
    };
  }

  abstract boolean within(RowView row, int at);

  @Override
  final boolean holds(RowView row) {
    return !row.has(position) || within(row, position);
  }

  @Override
  final String detail(RowView row) {
    FieldType type = field.type();
    String value = ValueText.of(field, row.value(position));
    if (range.max() == null) {
      return value + " is less than " + ValueText.of(type, range.min());
    }
    if (range.min() == null) {
      return value + " is greater than " + ValueText.of(type, range.max());
    }
    return value
        + " does not lie within "
        + ValueText.of(type, range.min())
        + " to "
        + ValueText.of(type, range.max());
  }

  private static final class Whole extends RangeCondition {
    private final long min;
    private final long max;

    Whole(Feed feed, Rule.Range range) {
      super(feed, range);
      this.min = range.min() == null ? Long.MIN_VALUE : ((Number) range.min()).longValue();
      this.max = range.max() == null ? Long.MAX_VALUE : ((Number) range.max()).longValue();
    }

    @Override
    boolean within(RowView row, int at) {
      long number = row.number(at);
      return number >= min && number <= max;
    }
  }

  private static final class Floating extends RangeCondition {
    private final double min;
    private final double max;

    Floating(Feed feed, Rule.Range range) {
      super(feed, range);
      this.min = range.min() == null ? Double.NEGATIVE_INFINITY : (Double) range.min();
      this.max = range.max() == null ? Double.POSITIVE_INFINITY : (Double) range.max();
    }

    @Override
    boolean within(RowView row, int at) {
      double number = row.floating(at);
      return number >= min && number <= max;
    }
  }
}
