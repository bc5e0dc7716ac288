package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.time.Duration;
import java.util.List;

/** Who pays how much. Amounts of different currencies are never added. */
final class TransactionWindows extends KeyedView {
  static final ViewShape SHAPE =
      new ViewShape(
          "transaction_windows",
          "The payments of a user in a window, by department, country and currency",
          List.of(
              WindowSpec.tumbling(Duration.ofSeconds(5)),
              WindowSpec.tumbling(Duration.ofMinutes(5))),
          List.of(
              new LiveColumn("user_id", FieldType.STRING, "Who pays"),
              new LiveColumn("department", FieldType.STRING, "The user's department"),
              new LiveColumn("country", FieldType.STRING, "Country where the payments are made"),
              new LiveColumn("currency", FieldType.STRING, "Currency of the amounts")),
          List.of(
              new LiveColumn("payments", FieldType.LONG, "Payments, approved or refused"),
              new LiveColumn("sum_amount", FieldType.MONEY, "Sum of their amounts"),
              new LiveColumn(
                  "mean_amount",
                  FieldType.MONEY,
                  "sum_amount by the payments whose amount is known, half up"),
              new LiveColumn("max_amount", FieldType.MONEY, "The greatest amount"),
              new LiveColumn("unique_accounts", FieldType.LONG, "Distinct account_id")));

  private static final int AMOUNT = 0;
  private static final int RANGE = 1;
  private static final int ACCOUNTS = 2;

  private final int user;
  private final int department;
  private final int country;
  private final int currency;
  private final int amount;
  private final int account;

  TransactionWindows(Feed feed) {
    super(SHAPE);
    user = feed.indexOf("user_id");
    department = feed.indexOf("department");
    country = feed.indexOf("country");
    currency = feed.indexOf("currency");
    amount = feed.indexOf("amount");
    account = feed.indexOf("account_id");
  }

  @Override
  String key(Object[] row) {
    return DimText.join(
        (String) row[user],
        (String) row[department],
        (String) row[country],
        (String) row[currency]);
  }

  @Override
  List<Measure> measures() {
    return List.of(new Sum(), new Extremes(), new Distinct());
  }

  @Override
  void measure(Object[] row, long micros, PaneValue pane) {
    if (row[amount] != null) {
      pane.sum(AMOUNT).add((Long) row[amount]);
      pane.extremes(RANGE).add((Long) row[amount]);
    }
    if (row[account] != null) {
      pane.distinct(ACCOUNTS).add((String) row[account]);
    }
  }

  @Override
  Object[] values(PaneValue window) {
    return new Object[] {
      window.events(),
      window.sum(AMOUNT).money(),
      window.sum(AMOUNT).meanMoney(),
      window.extremes(RANGE).greatest(),
      window.distinct(ACCOUNTS).value()
    };
  }
}
