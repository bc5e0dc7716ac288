package io.millrace.warehouse.publish;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Of which feeds' landed hours a table is made, and which of its partitions holds an hour.
 *
 * @param feeds the feeds
 * @param grain what a partition of it is
 */
record Sources(List<String> feeds, Grain grain) {

  private static final List<String> ACTIVITY = List.of("activity");
  private static final List<String> ORDERS = List.of("orders");
  private static final List<String> TRANSACTIONS = List.of("transactions");

  /** Tables that are of days and of other feeds than activity, or of several. */
  private static final Map<String, List<String>> DAILY =
      Map.ofEntries(
          Map.entry("dw.customer_days", ORDERS),
          Map.entry("dw.account_days", TRANSACTIONS),
          Map.entry("dw.account_features", TRANSACTIONS),
          Map.entry("dw.risk_scores", TRANSACTIONS),
          Map.entry("dw.fraud_alerts", TRANSACTIONS),
          Map.entry("mart.revenue_daily", ORDERS),
          Map.entry("mart.fraud_daily", TRANSACTIONS),
          Map.entry("mart.fraud_rule_daily", TRANSACTIONS),
          Map.entry("mart.fraud_score_daily", TRANSACTIONS),
          Map.entry("mart.fraud_top_daily", TRANSACTIONS),
          Map.entry("mart.geography_daily", List.of("activity", "orders")),
          Map.entry("mart.ingest_daily", Marts.FEEDS));

  private static final Set<String> OF_ACTIVITY = Set.of("dw.sessions", "dw.users");

  /** What one partition holds. */
  enum Grain {
    HOUR,
    DAY,
    /** By its Monday. */
    WEEK
  }

  /** Those of a table; of one of dw that is none of days, the feed of the same name. */
  static Sources of(TableName table) {
    String name = table.toString();
    if (name.equals("mart.retention")) {
      return new Sources(ACTIVITY, Grain.WEEK);
    }
    if (DAILY.containsKey(name)) {
      return new Sources(DAILY.get(name), Grain.DAY);
    }
    if (table.database().equals("mart") && Marts.HOURLY.contains(table.table())) {
      return new Sources(ACTIVITY, Grain.HOUR);
    }
    return table.database().equals("mart") || OF_ACTIVITY.contains(name)
        ? new Sources(ACTIVITY, Grain.DAY)
        : new Sources(List.of(table.table()), Grain.HOUR);
  }

  /** Which partition holds an hour of event time. */
  PartitionKey partitionOf(PartitionKey hour) {
    return switch (grain) {
      case HOUR -> hour;
      case DAY -> PartitionKey.of(hour.day());
      case WEEK -> PartitionKey.of(monday(hour.day()));
    };
  }

  /** The first instant after a partition. */
  Instant end(PartitionKey partition) {
    return grain == Grain.WEEK
        ? PartitionKey.of(partition.day().plusDays(6)).end()
        : partition.end();
  }

  private static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
