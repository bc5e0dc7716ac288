package io.millrace.model.rule;

import io.millrace.model.feed.Comparison;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.Rule;

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
  boolean holds(Object[] row) {
    return row[left] == null || row[right] == null || comparison.holds(order(row));
  }

  @Override
  String detail(Object[] row) {
    return "%s %s is not %s %s %s"
        .formatted(
            leftField.name(),
            ValueText.of(leftField, row[left]),
            comparison.sign(),
            rightField.name(),
            ValueText.of(rightField, row[right]));
  }

  private int order(Object[] row) {
    return switch (leftField.type()) {
      case STRING -> ((String) row[left]).compareTo((String) row[right]);
      case DOUBLE -> order((Double) row[left], (Double) row[right]);
      case BOOLEAN -> Boolean.compare((Boolean) row[left], (Boolean) row[right]);
      case INT, LONG, MONEY, TIMESTAMP, DATE ->
          Long.compare(((Number) row[left]).longValue(), ((Number) row[right]).longValue());
    };
  }

  /** By value, so that -0 is 0. */
  private static int order(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
