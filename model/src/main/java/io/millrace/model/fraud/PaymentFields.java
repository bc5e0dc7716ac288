package io.millrace.model.fraud;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import io.millrace.model.record.RowView;
import java.util.List;

/** Makes rows of the feed {@code transactions} payments. For any number of threads. */
public final class PaymentFields {

  /** The feed of payments. */
  public static final String FEED = "transactions";

  private static final List<String> TEXTS =
      List.of(
          "transaction_id",
          "account_id",
          "currency",
          "merchant",
          "merchant_category",
          "payment_method",
          "channel",
          "status",
          "device_id",
          "country");

  /** The place of a field that a feed may lack and does. */
  private static final int NO_FIELD = -1;

  private final int[] texts;
  private final int eventTime;
  private final int amount;
  private final int latitude;
  private final int longitude;
  private final int isFraud;
  private final int city;

  /**
   * The fields of that feed.
   *
   * @throws IllegalArgumentException when it lacks one, or has it with another type
   */
  public PaymentFields(Feed feed) {
    texts = TEXTS.stream().mapToInt(name -> position(feed, name, FieldType.STRING)).toArray();
    eventTime = position(feed, "event_time", FieldType.TIMESTAMP);
    amount = position(feed, "amount", FieldType.MONEY);
    latitude = position(feed, "latitude", FieldType.DOUBLE);
    longitude = position(feed, "longitude", FieldType.DOUBLE);
    isFraud = position(feed, "is_fraud", FieldType.BOOLEAN);
    city = has(feed, "city", FieldType.STRING) ? feed.indexOf("city") : NO_FIELD;
  }

  /** Whether a feed has the fields that rules read. */
  public static boolean areIn(Feed feed) {
    return TEXTS.stream().allMatch(name -> has(feed, name, FieldType.STRING))
        && has(feed, "event_time", FieldType.TIMESTAMP)
        && has(feed, "amount", FieldType.MONEY)
        && has(feed, "latitude", FieldType.DOUBLE)
        && has(feed, "longitude", FieldType.DOUBLE)
        && has(feed, "is_fraud", FieldType.BOOLEAN);
  }

  /** The payment that a row is; one that the feed's own rules let through. */
  public Payment payment(RowView row) {
    return new Payment(
        text(row, 0),
        text(row, 1),
        row.number(eventTime),
        row.has(amount) ? row.number(amount) : Payment.NO_AMOUNT,
        text(row, 2),
        text(row, 3),
        text(row, 4),
        text(row, 5),
        text(row, 6),
        text(row, 7),
        text(row, 8),
        text(row, 9),
        row.has(latitude) ? row.floating(latitude) : Double.NaN,
        row.has(longitude) ? row.floating(longitude) : Double.NaN);
  }

  /** What else the row says of the payment, of which rules know nothing. */
  public PaymentNote note(RowView row) {
    return new PaymentNote(label(row), city != NO_FIELD && row.has(city) ? row.text(city) : null);
  }

  private Label label(RowView row) {
    if (!row.has(isFraud)) {
      return Label.UNKNOWN;
    }
    return row.number(isFraud) == 1 ? Label.FRAUD : Label.HONEST;
  }

  private String text(RowView row, int field) {
    return row.has(texts[field]) ? row.text(texts[field]) : null;
  }

  private static boolean has(Feed feed, String name, FieldType type) {
    int position = feed.indexOf(name);
    return position >= 0 && feed.fields().get(position).type() == type;
  }

  private static int position(Feed feed, String name, FieldType type) {
    int position = feed.indexOf(name);
    if (!has(feed, name, type)) {
      throw new IllegalArgumentException(
          "Feed %s has no field %s of type %s, which fraud rules read."
              .formatted(feed.name(), name, type));
    }
    return position;
  }
}
