package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.time.Duration;
import java.util.List;

/** What producers send of orders, by when they sent it. */
final class OrderWindows extends KeyedView {
  static final ViewShape SHAPE =
      new ViewShape(
          "order_windows",
          "The order lines that producers sent in a window",
          List.of(WindowSpec.sliding(Duration.ofSeconds(10), Duration.ofSeconds(5))),
          List.of(),
          List.of(
              new LiveColumn("records", FieldType.LONG, "Order lines"),
              new LiveColumn(
                  "total_amount",
                  FieldType.MONEY,
                  "Sum of final_amount or, where unknown, of quantity times unit_price"),
              new LiveColumn(
                  "mean_amount",
                  FieldType.MONEY,
                  "total_amount by the lines whose amount is known, half up"),
              new LiveColumn("unique_customers", FieldType.LONG, "Distinct customer_id"),
              new LiveColumn("first_batch_number", FieldType.LONG, "The least batch_number"),
              new LiveColumn("last_batch_number", FieldType.LONG, "The greatest batch_number")));

  private static final int AMOUNT = 0;
  private static final int CUSTOMERS = 1;
  private static final int BATCHES = 2;

  private final int finalAmount;
  private final int quantity;
  private final int unitPrice;
  private final int customer;
  private final int batch;

  OrderWindows(Feed feed) {
    super(SHAPE);
    finalAmount = feed.indexOf("final_amount");
    quantity = feed.indexOf("quantity");
    unitPrice = feed.indexOf("unit_price");
    customer = feed.indexOf("customer_id");
    batch = feed.indexOf("batch_number");
  }

  @Override
  String key(Object[] row) {
    return "";
  }

  @Override
  List<Measure> measures() {
    return List.of(new Sum(), new Distinct(), new Extremes());
  }

  @Override
  void measure(Object[] row, long micros, PaneValue pane) {
    if (row[finalAmount] != null) {
      pane.sum(AMOUNT).add((Long) row[finalAmount]);
    } else if (row[quantity] != null && row[unitPrice] != null) {
      addRevenue((Integer) row[quantity], (Long) row[unitPrice], pane.sum(AMOUNT));
    }
    if (row[customer] != null) {
      pane.distinct(CUSTOMERS).add((String) row[customer]);
    }
    if (row[batch] != null) {
      pane.extremes(BATCHES).add((Long) row[batch]);
    }
  }

  private static void addRevenue(long units, long price, Sum amount) {
    long revenue = units * price;
    // A product that does not fit is no amount of money, and not one that wraps around.
    if (Math.multiplyHigh(units, price) == revenue >> (Long.SIZE - 1)) {
      amount.add(revenue);
    }
  }

  @Override
  Object[] values(PaneValue window) {
    Sum amount = window.sum(AMOUNT);
    Extremes batches = window.extremes(BATCHES);
    return new Object[] {
      window.events(),
      amount.money(),
      amount.meanMoney(),
      window.distinct(CUSTOMERS).value(),
      batches.least(),
      batches.greatest()
    };
  }
}
