package io.millrace.model.rule;

import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import io.millrace.model.record.RowView;

/** A rule prepared for rows of one feed. */
abstract sealed class Condition
    permits RangeCondition, SetCondition, PatternCondition, PresenceCondition, ComparisonCondition {
  private final String rule;
  private final String field;

  /**
   * A condition that refuses in the name of that rule.
   *
   * @param field at fault when it does not hold, or null when several are
   */
  Condition(String rule, String field) {
    this.rule = rule;
    this.field = field;
  }

  /** Whether that row meets it; allocates nothing when it does. */
  abstract boolean holds(RowView row);

  /** Why that row, which does not meet it, does not: one line of bounded length. */
  abstract String detail(RowView row);

  final Refused refusal(RowView row) {
    return new Refused(RefusalReason.RULE, field, detail(row), rule);
  }
}
