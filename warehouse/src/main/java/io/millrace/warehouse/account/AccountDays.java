package io.millrace.warehouse.account;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code dw.account_days}: what the payments of a day say of each account, in numbers that can be
 * added up over days exactly: decimal sums, and hashes of the different values, which hold no
 * personal data. A day is computed from its own payments alone.
 */
final class AccountDays {

  private AccountDays() {}

  /**
   * Computes days.
   *
   * @param payments rows of {@code dw.transactions}, whole days
   * @return the columns of the table, dt last
   */
  static Dataset<Row> of(Dataset<Row> payments) {
    Column amount = col("amount");
    return payments
        .groupBy("account_id", "dt")
        .agg(
            count(lit(1)).as("payments"),
            sum(when(col("status").equalTo("refused"), 1L).otherwise(0L)).as("refused"),
            count(amount).as("amounts"),
            coalesce(sum(amount), lit(0)).cast("decimal(28,4)").as("amount"),
            coalesce(sum(amount.multiply(amount)), lit(0))
                .cast("decimal(38,8)")
                .as("amount_squares"),
            different("merchant").as("merchants"),
            different("country").as("countries"),
            different("device_id").as("devices"),
            min("event_time").as("first_payment"),
            max("event_time").as("last_payment"))
        .select(
            "account_id",
            "payments",
            "refused",
            "amounts",
            "amount",
            "amount_squares",
            "merchants",
            "countries",
            "devices",
            "first_payment",
            "last_payment",
            "dt");
  }

  private static Column different(String column) {
    return array_sort(collect_set(when(col(column).isNotNull(), xxhash64(col(column)))));
  }
}
