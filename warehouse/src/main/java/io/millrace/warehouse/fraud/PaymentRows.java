package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.millrace.model.fraud.Payment;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of {@code dw.transactions} as payments, in the order in which every host evaluates them: of
 * each account by partition and offset.
 */
final class PaymentRows {

  static final int TRANSACTION_ID = 0;
  static final int ACCOUNT_ID = 1;
  private static final int MICROS = 2;
  private static final int AMOUNT = 3;
  private static final int CURRENCY = 4;
  private static final int MERCHANT = 5;
  private static final int MERCHANT_CATEGORY = 6;
  private static final int PAYMENT_METHOD = 7;
  private static final int CHANNEL = 8;
  private static final int STATUS = 9;
  private static final int DEVICE_ID = 10;
  private static final int COUNTRY = 11;
  private static final int LATITUDE = 12;
  private static final int LONGITUDE = 13;

  /** Columns behind those of which a payment is made; rules do not look at them. */
  static final int DEPARTMENT = 14;

  static final int CITY = 15;
  static final int IS_FRAUD = 16;
  static final int KAFKA_PARTITION = 17;
  static final int KAFKA_OFFSET = 18;
  static final int DT = 19;

  /** Columns of {@link #forBothStages} alone. */
  static final int USER_ID = 20;

  static final int HAS_ORDER = 21;

  private static final String TABLE = "dw.transactions";

  private PaymentRows() {}

  /**
   * All of {@code dw.transactions}.
   *
   * @param since the first day of which there are rows; empty for all there are
   * @throws PublishException when there is no such table
   */
  static Dataset<Row> all(SparkSession spark, Optional<LocalDate> since) throws PublishException {
    if (!spark.catalog().tableExists(TABLE)) {
      throw new RefusedException(
          "The metastore has no table %s. Create it with: millrace feed apply transactions"
              .formatted(TABLE));
    }
    Dataset<Row> all = spark.table(TABLE);
    return since.map(day -> all.where(col("dt").geq(day.toString()))).orElse(all);
  }

  /**
   * What {@link #payment} takes. Rows of an account are in one Spark partition, one behind the
   * other, in the order of their arrival.
   *
   * @param transactions rows of {@code dw.transactions}
   * @param tasks over which accounts are spread, whatever Spark would make of their size
   */
  static Dataset<Row> inOrder(Dataset<Row> transactions, int tasks) {
    return inOrder(transactions, tasks, List.of());
  }

  /** As {@link #inOrder}, and behind that what the second stage asks of payments. */
  static Dataset<Row> forBothStages(Dataset<Row> transactions, int tasks) {
    return inOrder(
        transactions, tasks, List.of(col("user_id"), col("order_id").isNotNull().as("has_order")));
  }

  private static Dataset<Row> inOrder(Dataset<Row> transactions, int tasks, List<Column> behind) {
    List<Column> columns =
        List.of(
            col("transaction_id"),
            col("account_id"),
            expr("unix_micros(event_time)").as("micros"),
            expr("CAST(amount * 10000 AS BIGINT)").as("amount"),
            col("currency"),
            col("merchant"),
            col("merchant_category"),
            col("payment_method"),
            col("channel"),
            col("status"),
            col("device_id"),
            col("country"),
            col("latitude"),
            col("longitude"),
            col("department"),
            col("city"),
            col("is_fraud"),
            col("kafka_partition"),
            col("kafka_offset"),
            col("dt"));
    return transactions
        .select(Stream.concat(columns.stream(), behind.stream()).toArray(Column[]::new))
        .repartition(tasks, col("account_id"))
        .sortWithinPartitions("account_id", "kafka_partition", "kafka_offset");
  }

  static Payment payment(Row row) {
    return new Payment(
        row.getString(TRANSACTION_ID),
        row.getString(ACCOUNT_ID),
        row.getLong(MICROS),
        row.isNullAt(AMOUNT) ? Payment.NO_AMOUNT : row.getLong(AMOUNT),
        row.getString(CURRENCY),
        row.getString(MERCHANT),
        row.getString(MERCHANT_CATEGORY),
        row.getString(PAYMENT_METHOD),
        row.getString(CHANNEL),
        row.getString(STATUS),
        row.getString(DEVICE_ID),
        row.getString(COUNTRY),
        degrees(row, LATITUDE),
        degrees(row, LONGITUDE));
  }

  private static double degrees(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
  }
}
