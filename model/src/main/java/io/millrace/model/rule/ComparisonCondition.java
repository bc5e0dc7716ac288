package io.millrace.model.rule;

import io.millrace.model.feed.Comparison;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.Rule;
import io.millrace.model.record.RowView;

/** Two fields of the same type stand in an order. */
final class ComparisonCondition extends Condition {
  private final int left;
  private final int right;
  private final Field leftField;
  private final Field rightField;
  private final Comparison comparison;

  ComparisonCondition(Feed feed, Rule.Compare compare) {
    super(compare.name(), null);
    this.left = feed.indexOf(compare.left());
    this.right = feed.indexOf(compare.right());
    this.leftField = feed.fields().get(left);
    this.rightField = feed.fields().get(right);
    this.comparison = compare.comparison();
    if (leftField.type() != rightField.type()) {
      throw new IllegalArgumentException(
          compare.name() + ": " + leftField.type() + " beside " + rightField.type());
    }
  }

  @Override
  boolean holds(RowView row) {
    return !row.has(left) || !row.has(right) || comparison.holds(order(row));
  }

  @Override
  String detail(RowView row) {
    return "%s %s is not %s %s %s"
        .formatted(
            leftField.name(),
            ValueText.of(leftField, row.value(left)),
            comparison.sign(),
            rightField.name(),
            ValueText.of(rightField, row.value(right)));
  }

  private int order(RowView row) {
    return switch (leftField.type()) {
      case STRING -> row.text(left).compareTo(row.text(right));
      case DOUBLE -> order(row.floating(left), row.floating(right));
      case BOOLEAN, INT, LONG, MONEY, TIMESTAMP, DATE ->
          Long.compare(row.number(left), row.number(right));
    };
  }

  /** By value, so that -0 is 0. */
  private static int order(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
