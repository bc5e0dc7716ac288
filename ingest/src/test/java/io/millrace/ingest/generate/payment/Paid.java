package io.millrace.ingest.generate.payment;

import io.millrace.model.feed.Feed;
import io.millrace.model.record.ValueRange;
import java.time.Instant;

/** A generated payment as the tests' own rules read it. */
record Paid(
    String id,
    String account,
    Instant time,
    double amount,
    String merchant,
    String channel,
    boolean refused,
    String device,
    String country,
    double latitude,
    double longitude,
    boolean fraud,
    String label) {

  static Paid of(Feed feed, Object[] row, String label) {
    long micros = (Long) row[feed.indexOf("event_time")];
    return new Paid(
        (String) row[feed.indexOf("transaction_id")],
        (String) row[feed.indexOf("account_id")],
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L),
        (Long) row[feed.indexOf("amount")] / StrictMath.pow(10, ValueRange.MONEY_SCALE),
        (String) row[feed.indexOf("merchant")],
        (String) row[feed.indexOf("channel")],
        row[feed.indexOf("status")].equals("refused"),
        (String) row[feed.indexOf("device_id")],
        (String) row[feed.indexOf("country")],
        (Double) row[feed.indexOf("latitude")],
        (Double) row[feed.indexOf("longitude")],
        (Boolean) row[feed.indexOf("is_fraud")],
        label);
  }
}
