package io.millrace.ingest.generate.order;

import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.generate.WeightedChoice;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.ValueRange;
import java.util.Arrays;
import java.util.Locale;

/**
 * Order lines, one after the other. An order is of one customer, has one to four lines, and all its
 * lines its time. Of every customer only the points are kept, so memory grows up to the greatest
 * number of customers and no further.
 */
final class OrderSource implements RecordSource {
  static final int PREMIUM_PERMILLE = 100;
  static final int MANY_POINTS = 2_000;
  static final int MANY_POINTS_PERMILLE = 50;
  static final int SOME_POINTS = 500;
  static final int SOME_POINTS_PERMILLE = 20;

  private static final long UNIT = 10_000;
  private static final long CENT = 100;
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final int MOST_CUSTOMERS = 500_000;
  private static final double NEW_CUSTOMER = 0.3;
  private static final int POINTS_A_YEAR = 150;

  private final Feed feed;
  private final Columns columns;
  private final SeededRandom random;
  private final SeededRandom ids;
  private final SeededRandom customerSeed;
  private final Cities cities = new Cities();
  private final WeightedChoice lines = new WeightedChoice(55, 25, 13, 7);
  private final long startMicros;
  private final double microsALine;
  private int[] points = new int[1_024];
  private int customers;
  private long made;
  private long orders;
  private int linesLeft;
  private long orderMicros;
  private int customerNumber;
  private Customer customer;
  private String transaction;

  OrderSource(Feed feed, Timeline timeline, long seed) {
    this.feed = feed;
    this.columns = new Columns(feed);
    this.random = new SeededRandom(seed).named("orders");
    this.ids = new SeededRandom(seed).named("order ids");
    this.customerSeed = new SeededRandom(seed).named("customers");
    this.startMicros = ValueRange.micros(timeline.start());
    this.microsALine = 1_000_000 / timeline.perSecond();
  }

  @Override
  public Generated next() {
    if (linesLeft == 0) {
      begin();
    }
    linesLeft--;
    made++;
    return Generated.of(line(), orderMicros);
  }

  /** A line has its own slot of time, so that a count of lines spans just the time it should. */
  private void begin() {
    double slots = made + random.unit();
    orderMicros = startMicros + (long) (slots * microsALine) / 1_000 * 1_000;
    linesLeft = 1 + lines.draw(random);
    transaction = String.format(Locale.ROOT, "T%09d", ++orders);
    boolean another = customers == 0 || random.chance(NEW_CUSTOMER);
    if (another && customers < MOST_CUSTOMERS) {
      customerNumber = customers++;
    } else {
      customerNumber = random.below(customers);
    }
    int firstDay = (int) Math.floorDiv(startMicros, MICROS_A_DAY);
    customer = Customer.numbered(customerNumber, customerSeed, cities, firstDay);
    if (points.length <= customerNumber) {
      points = Arrays.copyOf(points, points.length * 2);
    }
    if (points[customerNumber] == 0) {
      points[customerNumber] = (firstDay - customer.since()) * POINTS_A_YEAR / 365;
    }
  }

  private Object[] line() {
    Category category = Category.draw(random);
    int quantity = category.quantity(random);
    long price = category.price(random);
    long total = quantity * price;
    long discount = discount(total, points[customerNumber], customer.premium());
    long toPay = total - discount;
    points[customerNumber] += (int) (toPay / UNIT);
    Object[] row = new Object[feed.fields().size()];
    row[columns.customerId] = customer.id();
    row[columns.transactionId] = transaction;
    row[columns.transactionDate] = orderMicros;
    row[columns.firstName] = customer.firstName();
    row[columns.lastName] = customer.lastName();
    row[columns.email] = customer.email();
    row[columns.phone] = customer.phone();
    row[columns.age] = customer.age();
    row[columns.gender] = customer.gender();
    row[columns.city] = customer.city();
    row[columns.state] = customer.state();
    row[columns.zipCode] = customer.zipCode();
    row[columns.productCategory] = category.text();
    row[columns.quantity] = quantity;
    row[columns.unitPrice] = price;
    row[columns.totalAmount] = total;
    row[columns.discount] = discount;
    row[columns.finalAmount] = toPay;
    row[columns.paymentMethod] = customer.paymentMethod();
    row[columns.isPremiumCustomer] = customer.premium();
    row[columns.customerSince] = customer.since();
    row[columns.loyaltyPoints] = points[customerNumber];
    row[columns.recordId] = ids.id();
    return row;
  }

  /** Premium customers and loyal ones pay less; in whole cents. */
  static long discount(long total, int points, boolean premium) {
    int permille = premium ? PREMIUM_PERMILLE : 0;
    if (points >= MANY_POINTS) {
      permille += MANY_POINTS_PERMILLE;
    } else if (points >= SOME_POINTS) {
      permille += SOME_POINTS_PERMILLE;
    }
    long exact = total * permille / 1_000;
    return (exact + CENT / 2) / CENT * CENT;
  }
}
