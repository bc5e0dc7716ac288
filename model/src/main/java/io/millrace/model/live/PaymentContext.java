package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Payments beside what the same user browsed before: which rows of {@code transactions} and {@code
 * activity} take part, and the table of the results.
 */
public final class PaymentContext implements Serializable {
  /** How long before a payment browsing counts; a view exactly so long before it does. */
  public static final Duration BEFORE = Duration.ofMinutes(30);

  static final long BEFORE_MICROS = BEFORE.toNanos() / 1_000;

  /** One row for each payment, whether or not its user browsed. */
  public static final LiveTable TABLE =
      new LiveTable(
          "payment_context",
          "Payments, and what the same user browsed in the 30 minutes before",
          List.of(
              new LiveColumn("payment_time", FieldType.TIMESTAMP, "When it was made, UTC"),
              new LiveColumn("transaction_id", FieldType.STRING, "The payment"),
              new LiveColumn("account_id", FieldType.STRING, "The account that pays"),
              new LiveColumn("user_id", FieldType.STRING, "Who pays, null where unknown"),
              new LiveColumn("amount", FieldType.MONEY, "What is paid, in the currency"),
              new LiveColumn("currency", FieldType.STRING, "The currency's ISO 4217 code"),
              new LiveColumn("channel", FieldType.STRING, "Where it is made"),
              new LiveColumn("status", FieldType.STRING, "approved or refused"),
              new LiveColumn("browsed", FieldType.BOOLEAN, "Whether there was a page view"),
              new LiveColumn("page_views", FieldType.LONG, "Page views in the 30 minutes before"),
              new LiveColumn(
                  "distinct_pages", FieldType.LONG, "Distinct pages among them, by site"),
              new LiveColumn("last_site", FieldType.STRING, "Site of the last of them"),
              new LiveColumn("last_page", FieldType.STRING, "Page of the last of them"),
              new LiveColumn(
                  "seconds_since_last",
                  FieldType.DOUBLE,
                  "From the last of them to the payment, seconds"),
              new LiveColumn("final_at", FieldType.TIMESTAMP, "When the row became final")));

  private static final List<String> PAYMENT_FIELDS =
      List.of(
          "transaction_id STRING",
          "event_time TIMESTAMP",
          "account_id STRING",
          "user_id STRING",
          "amount MONEY",
          "currency STRING",
          "channel STRING",
          "status STRING");

  private static final List<String> VIEW_FIELDS =
      List.of(
          "event_id STRING",
          "event_time TIMESTAMP",
          "user_id STRING",
          "site STRING",
          "page STRING",
          "event_type STRING");

  /** Without it no payment is known to pay an order. */
  private static final String ORDER_FIELD = "order_id STRING";

  private final int[] payment;
  private final int[] view;

  /** Negative where transactions have none. */
  private final int order;

  private PaymentContext(int[] payment, int order, int[] view) {
    this.payment = payment;
    this.order = order;
    this.view = view;
  }

  /** Of these two feeds; empty when one of them lacks a field that is read. */
  public static Optional<PaymentContext> of(Feed transactions, Feed activity) {
    if (!has(transactions, PAYMENT_FIELDS) || !has(activity, VIEW_FIELDS)) {
      return Optional.empty();
    }
    return Optional.of(
        new PaymentContext(
            positions(transactions, PAYMENT_FIELDS),
            has(transactions, List.of(ORDER_FIELD))
                ? positions(transactions, List.of(ORDER_FIELD))[0]
                : -1,
            positions(activity, VIEW_FIELDS)));
  }

  /** The table, with the feed that payments come from; empty for any other feed. */
  public static Optional<LiveTable> table(Feed feed) {
    return feed.name().equals("transactions") && has(feed, PAYMENT_FIELDS)
        ? Optional.of(TABLE)
        : Optional.empty();
  }

  /** The payment that a row of transactions is. */
  public Payment payment(Object[] row) {
    return new Payment(
        (String) row[payment[0]],
        (Long) row[payment[1]],
        (String) row[payment[2]],
        (String) row[payment[3]],
        (Long) row[payment[4]],
        (String) row[payment[5]],
        (String) row[payment[6]],
        (String) row[payment[7]],
        order >= 0 && row[order] != null);
  }

  /** The page view that a row of activity is; empty for anything else and for unknown users. */
  public Optional<PageView> pageView(Object[] row) {
    boolean isView =
        ActivityFields.PAGE_VIEW.equals(row[view[5]])
            && row[view[2]] != null
            && row[view[4]] != null;
    return isView
        ? Optional.of(
            new PageView(
                (String) row[view[0]],
                (Long) row[view[1]],
                (String) row[view[2]],
                (String) row[view[3]],
                (String) row[view[4]]))
        : Optional.empty();
  }

  private static boolean has(Feed feed, List<String> fields) {
    List<String> present = feed.fields().stream().map(f -> f.name() + " " + f.type()).toList();
    return present.containsAll(fields);
  }

  private static int[] positions(Feed feed, List<String> fields) {
    return fields.stream()
        .mapToInt(field -> feed.indexOf(field.substring(0, field.indexOf(' '))))
        .toArray();
  }
}
