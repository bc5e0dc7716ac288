package io.millrace.model.rule;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Rule;
import io.millrace.model.record.ObjectRow;
import io.millrace.model.record.Refused;
import io.millrace.model.record.RowView;

/**
 * Holds rows against a feed's quality rules. A row that meets them all costs no memory.
 *
 * <p>Rows may be checked before and after {@link io.millrace.model.privacy.PersonalData} has
 * protected them: a hashed value meets each rule that looks at its text.
 *
 * <p>For thread-confined use; create one for each thread or task.
 */
public final class RuleCheck {
  private final Condition[] conditions;
  private final ObjectRow objects = new ObjectRow();

  /**
   * Prepares the rules of that feed.
   *
   * @throws IllegalArgumentException when a rule does not fit the feed, which one that {@link
   *     io.millrace.model.feed.FeedCatalog} has read never is
   */
  public RuleCheck(Feed feed) {
    this.conditions =
        feed.rules().stream().map(rule -> condition(feed, rule)).toArray(Condition[]::new);
  }

  /**
   * The first rule in declared order that the row does not meet, or null when it meets them all.
   * Never throws, whatever the values.
   *
   * @param row of the feed: values of its fields' Java types in its order, or null
   */
  public Refused check(Object[] row) {
    return check(objects.of(row));
  }

  /** The same, of a row in whatever form. */
  public Refused check(RowView row) {
    for (Condition condition : conditions) {
      if (!condition.holds(row)) {
        return condition.refusal(row);
      }
    }
    return null;
  }

  private static Condition condition(Feed feed, Rule rule) {
    if (rule instanceof Rule.Range range) {
      return RangeCondition.of(feed, range);
    } else if (rule instanceof Rule.In in) {
      return new SetCondition(feed, in);
    } else if (rule instanceof Rule.Matches matches) {
      return new PatternCondition(feed, matches);
    } else if (rule instanceof Rule.Required required) {
      return new PresenceCondition(feed, required);
    } else if (rule instanceof Rule.Compare compare) {
      return new ComparisonCondition(feed, compare);
    }
    throw new IllegalArgumentException("no such kind of rule: " + rule);
  }
}
