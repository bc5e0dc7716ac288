package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What {@code dw.orders} has beside its feed's fields.
 *
 * <p>Revenue is quantity times unit price, exactly, whatever the producer says of totals and
 * discounts: those stay in their own columns, and not every producer has them. An order is an
 * invoice, or a transaction where there is no invoice.
 */
final class OrderCuration {

  private OrderCuration() {}

  /**
   * Adds the order, its revenue and whether it cancels.
   *
   * @param lines rows of {@code raw.orders} without duplicates
   */
  static Dataset<Row> enrich(Dataset<Row> lines) {
    return lines
        .withColumn("order_id", coalesce(col("invoice_id"), col("transaction_id")))
        .withColumn(
            "revenue",
            col("quantity").multiply(col("unit_price")).cast(DataTypes.createDecimalType(18, 4)))
        .withColumn(
            "is_cancellation",
            when(col("invoice_id").isNotNull(), upper(col("invoice_id")).startsWith("C"))
                .otherwise(coalesce(col("quantity").lt(0), lit(false))));
  }
}
