package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.SeededRandom;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.ValueRange;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Page views in the order of time: a visit of the shop before each payment of an order, but for
 * those that are labelled to have none. It ends with the payments, and holds in memory what is
 * viewed within {@link #LONGEST_VISIT}.
 */
final class BrowsingSource implements RecordSource {
  /** From a visit's first page to its payment; well below the half hour that counts. */
  static final long LONGEST_VISIT = 20 * 60_000_000L;

  private static final long SHORTEST_VISIT = 30_000_000L;
  private static final int FEWEST_PRODUCTS = 1;
  private static final int MOST_PRODUCTS = 4;
  private static final int PRODUCTS = 500;

  private final RecordSource payments;
  private final PageViewRow rows;
  private final SeededRandom random;
  private final long start;
  private final int eventTime;
  private final int userId;
  private final int merchant;
  private final int orderId;
  private final PriorityQueue<PageView> planned =
      new PriorityQueue<>(
          Comparator.comparingLong(PageView::micros).thenComparingLong(PageView::number));
  private long views;
  private long paidUntil = Long.MIN_VALUE;

  /**
   * @param feed of page views
   * @param transactions feed of the payments
   * @param start before which nobody views a page
   */
  BrowsingSource(
      Feed feed, Feed transactions, RecordSource payments, Instant start, SeededRandom random) {
    this.payments = payments;
    this.rows = new PageViewRow(feed);
    this.random = random;
    this.start = ValueRange.micros(start);
    this.eventTime = transactions.indexOf("event_time");
    this.userId = transactions.indexOf("user_id");
    this.merchant = transactions.indexOf("merchant");
    this.orderId = transactions.indexOf("order_id");
  }

  @Override
  public Generated next() {
    while (planned.isEmpty() || planned.peek().micros() > paidUntil - LONGEST_VISIT) {
      Generated payment = payments.next();
      if (payment == null) {
        paidUntil = Long.MAX_VALUE;
        break;
      }
      paidUntil = (Long) payment.row()[eventTime];
      if (payment.row()[orderId] != null && !FraudKind.NO_BROWSING.name().equals(payment.label())) {
        visit(payment.row());
      }
    }
    PageView view = planned.poll();
    return view == null ? null : Generated.of(rows.of(view), view.micros());
  }

  /** The root, some products and the way to the till, evenly at random until the payment. */
  private void visit(Object[] payment) {
    long paid = (Long) payment[eventTime];
    long first = Math.max(start, paid - random.between(SHORTEST_VISIT, LONGEST_VISIT));
    String session = random.id();
    int products = random.between(FEWEST_PRODUCTS, MOST_PRODUCTS);
    long[] times = new long[products];
    for (int i = 0; i < products; i++) {
      times[i] = random.between(first, paid);
    }
    java.util.Arrays.sort(times);
    String before = view(payment, session, first, "/", null);
    for (long time : times) {
      String product = "/products/" + (100 + random.below(PRODUCTS));
      before = view(payment, session, time, product, before);
    }
    view(payment, session, random.between(times[products - 1], paid), "/checkout", before);
  }

  /** Plans it and says its page. */
  private String view(Object[] payment, String session, long micros, String page, String previous) {
    planned.add(
        new PageView(
            random.id(),
            micros,
            views++,
            (String) payment[userId],
            session,
            (String) payment[merchant],
            page,
            previous));
    return page;
  }
}
