package io.millrace.streaming.live;

import io.millrace.model.live.PageView;
import io.millrace.model.live.Payment;
import io.millrace.model.live.PaymentContext;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The join of payments with the page views of the same user in the time before: left outer, so that
 * a payment without any comes too, by itself and once. Spark holds page views until no payment that
 * could still come is near enough, and payments until no page view before them can come.
 */
final class PaymentContextJoin {

  static final StructType PAYMENTS =
      StructType.fromDDL(
          "payment_time TIMESTAMP, payer STRING, transaction_id STRING, account_id STRING,"
              + " amount BIGINT, currency STRING, channel STRING, status STRING, has_order BOOLEAN");

  static final StructType PAGE_VIEWS =
      StructType.fromDDL(
          "view_time TIMESTAMP, viewer STRING, event_id STRING, site STRING, page STRING");

  private PaymentContextJoin() {}

  /**
   * Each payment with each page view before it, or with none.
   *
   * @param payments of {@link #PAYMENTS}
   * @param views of {@link #PAGE_VIEWS}
   * @param delay how far Spark's watermark stays behind the latest time of each side
   */
  static Dataset<Row> pairs(Dataset<Row> payments, Dataset<Row> views, Duration delay) {
    String behind = delay.toSeconds() + " seconds";
    String before = PaymentContext.BEFORE.toSeconds() + " seconds";
    return payments
        .withWatermark("payment_time", behind)
        .join(
            views.withWatermark("view_time", behind),
            functions.expr(
                "viewer = payer AND view_time <= payment_time"
                    + " AND view_time >= payment_time - INTERVAL "
                    + before),
            "left_outer")
        .select(
            functions.unix_micros(functions.col("payment_time")),
            functions.col("payer"),
            functions.col("transaction_id"),
            functions.col("account_id"),
            functions.col("amount"),
            functions.col("currency"),
            functions.col("channel"),
            functions.col("status"),
            functions.unix_micros(functions.col("view_time")),
            functions.col("event_id"),
            functions.col("site"),
            functions.col("page"),
            functions.col("has_order"));
  }

  /** Whether it is none of a payment, but of a tick of {@link JoinSide}. */
  static boolean isTick(Row pair) {
    return pair.isNullAt(2);
  }

  /** The payment of a pair. */
  static Payment payment(Row pair) {
    return new Payment(
        pair.getString(2),
        pair.getLong(0),
        pair.getString(3),
        pair.getString(1),
        pair.isNullAt(4) ? null : pair.getLong(4),
        pair.getString(5),
        pair.getString(6),
        pair.getString(7),
        pair.getBoolean(12));
  }

  /** The page view of a pair; empty where there is none. */
  static Optional<PageView> pageView(Row pair) {
    return pair.isNullAt(9)
        ? Optional.empty()
        : Optional.of(
            new PageView(
                pair.getString(9),
                pair.getLong(8),
                pair.getString(1),
                pair.getString(10),
                pair.getString(11)));
  }
}
