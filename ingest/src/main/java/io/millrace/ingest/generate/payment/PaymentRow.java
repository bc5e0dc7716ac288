package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.site.Place;
import io.millrace.model.feed.Feed;
import java.util.List;

/** Writes payments as rows of the feed. */
final class PaymentRow {
  private static final List<String> DEPARTMENTS =
      List.of(
          "Engineering",
          "Sales",
          "Marketing",
          "Finance",
          "Operations",
          "Support",
          "Research",
          "Legal",
          "Purchasing",
          "People");
  private static final String CURRENCY = "USD";

  private final List<Place> places;
  private final Orders orders;
  private final SeededRandom ids;
  private final SeededRandom orderIds;
  private final int width;
  private final int transactionId;
  private final int eventTime;
  private final int accountId;
  private final int userId;
  private final int department;
  private final int amount;
  private final int currency;
  private final int merchant;
  private final int merchantCategory;
  private final int paymentMethod;
  private final int channel;
  private final int status;
  private final int orderId;
  private final int deviceId;
  private final int country;
  private final int city;
  private final int latitude;
  private final int longitude;
  private final int isFraud;

  /**
   * @param seed of ids
   */
  PaymentRow(Feed feed, List<Place> places, Orders orders, SeededRandom seed) {
    this.places = places;
    this.orders = orders;
    this.ids = seed.named("payment ids");
    this.orderIds = seed.named("order ids");
    width = feed.fields().size();
    transactionId = feed.indexOf("transaction_id");
    eventTime = feed.indexOf("event_time");
    accountId = feed.indexOf("account_id");
    userId = feed.indexOf("user_id");
    department = feed.indexOf("department");
    amount = feed.indexOf("amount");
    currency = feed.indexOf("currency");
    merchant = feed.indexOf("merchant");
    merchantCategory = feed.indexOf("merchant_category");
    paymentMethod = feed.indexOf("payment_method");
    channel = feed.indexOf("channel");
    status = feed.indexOf("status");
    orderId = feed.indexOf("order_id");
    deviceId = feed.indexOf("device_id");
    country = feed.indexOf("country");
    city = feed.indexOf("city");
    latitude = feed.indexOf("latitude");
    longitude = feed.indexOf("longitude");
    isFraud = feed.indexOf("is_fraud");
  }

  Object[] of(Payment payment) {
    Place place = places.get(payment.place());
    int account = payment.account();
    int user = Users.of(account);
    Object[] row = new Object[width];
    row[transactionId] = ids.id();
    row[eventTime] = payment.micros();
    row[accountId] = "A" + (10_000_000 + account);
    row[userId] = "U" + (10_000_000 + user);
    row[department] = DEPARTMENTS.get(user % DEPARTMENTS.size());
    row[amount] = payment.amount();
    row[currency] = CURRENCY;
    row[merchant] = payment.merchant().name();
    row[merchantCategory] = payment.merchant().category();
    row[paymentMethod] = method(payment);
    row[channel] = payment.channel().text();
    row[status] = payment.nature().isRefused() ? "refused" : "approved";
    if (orders == Orders.BROWSED && payment.channel() == Payment.Channel.ONLINE) {
      row[orderId] = orderIds.id();
    }
    if (payment.device() != Payment.NO_DEVICE) {
      row[deviceId] = "D" + (10_000_000 + account) + "-" + payment.device();
    }
    row[country] = place.country();
    row[city] = place.city();
    row[latitude] = place.latitude();
    row[longitude] = place.longitude();
    row[isFraud] = payment.nature().isFraud();
    return row;
  }

  private static String method(Payment payment) {
    return switch (payment.channel()) {
      case TRANSFER -> "bank_transfer";
      case ATM -> "debit_card";
      default -> payment.account() % 3 == 0 ? "debit_card" : "credit_card";
    };
  }
}
