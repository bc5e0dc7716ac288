package io.millrace.warehouse.customer;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import io.millrace.warehouse.table.DerivedTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * {@code dw.customer_days}: each customer on each day, once for each state in which the orders of
 * the day show him. A state is all that an order line says of its customer; null is said too. It
 * lasts while the lines that follow, by their own time, say the same. Of lines of the same time the
 * one counts that Kafka had last, so that a customer is in one state at a time.
 *
 * <p>A day is computed from its own orders alone. What depends on other days, when a version ends
 * and whether a day begins with one, is left to the view {@code dw.customers}: so a day may be
 * computed again, late, and in any order, and no other day changes with it.
 */
final class CustomerDays {

  private static final String SAID = "said";
  private static final String PLACE = "_place";
  private static final String IS_OTHER = "_is_other";
  private static final String NUMBER = "_number";

  private CustomerDays() {}

  /**
   * Computes days.
   *
   * @param lines rows of {@code dw.orders}, whole days; those without a customer are passed over
   * @return the columns of the table, dt last
   */
  static Dataset<Row> of(Dataset<Row> lines) {
    WindowSpec moment =
        Window.partitionBy("dt", "customer_id", "transaction_date")
            .orderBy(
                col("kafka_time").desc(),
                col("kafka_partition").desc(),
                col("kafka_offset").desc());
    WindowSpec day = Window.partitionBy("dt", "customer_id").orderBy("transaction_date");
    return lines
        .where(col("customer_id").isNotNull())
        .withColumn(PLACE, row_number().over(moment))
        .where(col(PLACE).equalTo(1))
        .withColumn(SAID, sha2(to_json(struct(columns(DerivedTables.OF_CUSTOMERS.stream()))), 256))
        .withColumn(
            IS_OTHER,
            coalesce(col(SAID).notEqual(lag(col(SAID), 1).over(day)), lit(true)).cast("int"))
        .withColumn(NUMBER, sum(col(IS_OTHER)).over(day))
        .groupBy("dt", "customer_id", NUMBER)
        .agg(min("transaction_date").as("seen_first"), states())
        .select(
            columns(
                Stream.of(
                        Stream.of("customer_id", "seen_first", "seen_last"),
                        DerivedTables.OF_CUSTOMERS.stream(),
                        Stream.of(SAID, "dt"))
                    .flatMap(names -> names)));
  }

  private static Column[] states() {
    List<Column> states = new ArrayList<>();
    states.add(max("transaction_date").as("seen_last"));
    // All lines of a state say the same of these.
    Stream.concat(DerivedTables.OF_CUSTOMERS.stream(), Stream.of(SAID))
        .forEach(name -> states.add(first(name).as(name)));
    return states.toArray(Column[]::new);
  }

  private static Column[] columns(Stream<String> names) {
    return names.map(functions::col).toArray(Column[]::new);
  }
}
