package io.millrace.warehouse.fraud;

import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Days of payments of which {@code dw.activity} has nothing at all. Rules that look at page views
 * would raise an alert for each payment of an order there, so they say nothing.
 */
final class UnseenDays {

  private static final TableName PAYMENTS = new TableName("dw", "transactions");
  private static final TableName ACTIVITY = new TableName("dw", "activity");

  private UnseenDays() {}

  /** Tells which of some days a table has. */
  interface Existing {
    NavigableSet<LocalDate> of(TableName table, Collection<LocalDate> days) throws PublishException;
  }

  /**
   * Those of some days; none where no rule looks at page views.
   *
   * @param existing asked only where a rule does
   * @throws PublishException when a table is missing or the metastore does not answer
   */
  static NavigableSet<LocalDate> of(
      Existing existing, Collection<LocalDate> days, RuleFile... rules) throws PublishException {
    if (Stream.of(rules).noneMatch(file -> SecondAlerts.needPageViews(file.rules()))) {
      return new TreeSet<>();
    }
    NavigableSet<LocalDate> unseen = existing.of(PAYMENTS, days);
    unseen.removeAll(existing.of(ACTIVITY, days));
    return unseen;
  }
}
