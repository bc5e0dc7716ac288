package io.millrace.warehouse.table;

import io.millrace.model.feed.Feed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables that are made of a feed's records and are no table of the feed itself: of which fields
 * their columns are made, and so which of them are personal. A column of a field's name is that
 * field, unless something else is said of it here. A text or a list of which nothing is said is
 * personal as soon as the feed has a personal field, so that what is forgotten here is hidden.
 * Numbers, times and flags of which nothing is said are figures.
 */
public final class DerivedTables {

  /**
   * The fields of an order line that say something of its customer, each a column of {@code
   * dw.customer_days}. Points are of the order: they change with each.
   */
  public static final List<String> OF_CUSTOMERS =
      List.of(
          "first_name",
          "last_name",
          "email",
          "phone",
          "age",
          "gender",
          "city",
          "state",
          "zip_code",
          "country",
          "is_premium_customer",
          "customer_since");

  /** What tells of nobody, whatever it is made of. */
  private static final List<String> NOBODY = List.of();

  private static final Map<String, List<String>> TABLES =
      Map.of(
          "activity", List.of("sessions", "users"),
          "orders", List.of("customer_days", "customers"),
          "transactions",
              List.of("account_days", "account_features", "risk_scores", "fraud_alerts"));

  private static final List<String> VISITOR = List.of("user_id", "session_id");

  private static final List<String> PAGE = List.of("page");

  private static final List<String> AMOUNT = List.of("amount");

  /** Explanations name the value by which a payment is on a list, and amounts. */
  private static final Map<String, List<String>> FRAUD =
      Map.of(
          "alert_id", List.of("transaction_id"),
          "base_amount", List.of("amount"),
          "explanation", List.of("account_id", "merchant", "country", "device_id", "amount"),
          "level", NOBODY,
          "list", NOBODY,
          "rule", NOBODY,
          "rule_set", NOBODY,
          "rules", NOBODY,
          "run_id", NOBODY,
          "severity", NOBODY);

  private static final Map<String, Map<String, List<String>>> MADE_OF =
      Map.ofEntries(
          Map.entry(
              "dw.sessions",
              Map.of(
                  "user_id", VISITOR,
                  "entry_page", PAGE,
                  "exit_page", PAGE,
                  "path", PAGE,
                  "end_reason", NOBODY)),
          Map.entry("dw.users", Map.of("user_id", VISITOR, "first_page", PAGE)),
          Map.entry("dw.customer_days", Map.of("said", OF_CUSTOMERS)),
          Map.entry(
              "dw.customers",
              Map.of(
                  "version", NOBODY,
                  "valid_from", NOBODY,
                  "valid_to", NOBODY,
                  "is_current", NOBODY)),
          Map.entry(
              "dw.account_days",
              Map.of(
                  "merchants", List.of("merchant"),
                  "countries", List.of("country"),
                  "devices", List.of("device_id"),
                  "amount_squares", AMOUNT)),
          Map.entry("dw.account_features", features()),
          Map.entry("dw.risk_scores", FRAUD),
          Map.entry("dw.fraud_alerts", FRAUD),
          Map.entry("live.navigation", Map.of("next_page", PAGE)),
          Map.entry("live.risk_scores", FRAUD),
          Map.entry("live.fraud_alerts", FRAUD),
          Map.entry("live.fraud_second_alerts", FRAUD),
          Map.entry("live.fraud_browsing_alerts", FRAUD),
          // of activity, whose marks do not count for what transactions bring
          Map.entry("live.payment_context", Map.of("last_site", NOBODY, "last_page", NOBODY)));

  private DerivedTables() {}

  /** A day of one payment tells its amount. */
  private static Map<String, List<String>> features() {
    Map<String, List<String>> features = new HashMap<>();
    for (String days : List.of("1d", "7d", "30d", "all")) {
      for (String figure : List.of("amount_", "mean_amount_", "stddev_amount_")) {
        features.put(figure + days, AMOUNT);
      }
    }
    return Map.copyOf(features);
  }

  /** The names of those in {@code dw} that the feed's marks count for, with views among them. */
  public static List<String> of(Feed feed) {
    return TABLES.getOrDefault(feed.name(), List.of());
  }

  /** The view without the values of personal fields of the feed, of a table that is there. */
  public static MaskedView view(String table, TableState there, Feed feed) {
    return view(
        new FeedTable(
            "dw",
            table,
            there.comment(),
            there.columns(),
            there.partitions(),
            FeedTable.Storage.ORC,
            there.owner()),
        feed);
  }

  /** The view without the values of personal fields of the feed that a table is made of. */
  static MaskedView view(FeedTable table, Feed feed) {
    return new MaskedView(
        table,
        table.columns().stream()
            .filter(column -> isPersonal(table.fullName(), column, feed))
            .map(TableColumn::name)
            .collect(Collectors.toSet()));
  }

  /** Whether it is known of a column what it tells: it is a field, a figure, or stands here. */
  static boolean isSaid(String table, TableColumn column, Feed feed) {
    return MADE_OF.getOrDefault(table, Map.of()).containsKey(column.name())
        || feed.fields().stream().anyMatch(field -> field.name().equals(column.name()))
        || column.isFigure();
  }

  private static boolean isPersonal(String table, TableColumn column, Feed feed) {
    Set<String> personal = feed.personalData().keySet();
    if (!isSaid(table, column, feed)) {
      return !personal.isEmpty();
    }
    return MADE_OF
        .getOrDefault(table, Map.of())
        .getOrDefault(column.name(), List.of(column.name()))
        .stream()
        .anyMatch(personal::contains);
  }
}
