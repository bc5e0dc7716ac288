package io.millrace.warehouse.account;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * {@code dw.account_features}: each account that has paid until the end of a day, as it was then:
 * over the day itself, over the last 7 and 30 days with it, and over all days until it. No payment
 * of a later day is in it.
 */
final class AccountFeatures {

  /**
   * Days up to that of the row.
   *
   * @param ending of the columns that are about them
   * @param days how many, the row's among them; empty for all
   */
  private record Window(String ending, OptionalInt days) {

    Column of(Column value) {
      return days.isEmpty()
          ? value
          : when(
              col("dt").gt(date_add(col(AS_OF).cast("date"), -days.getAsInt()).cast("string")),
              value);
    }
  }

  private static final String AS_OF = "as_of";

  private static final List<Window> WINDOWS =
      List.of(
          new Window("1d", OptionalInt.of(1)),
          new Window("7d", OptionalInt.of(7)),
          new Window("30d", OptionalInt.of(30)),
          new Window("all", OptionalInt.empty()));

  private static final UserDefinedFunction MEAN =
      udf((UDF2<Long, BigDecimal, Double>) AccountFeatures::mean, DataTypes.DoubleType);
  private static final UserDefinedFunction DEVIATION =
      udf(
          (UDF3<Long, BigDecimal, BigDecimal, Double>) AccountFeatures::deviation,
          DataTypes.DoubleType);

  private AccountFeatures() {}

  /**
   * Computes days.
   *
   * @param accountDays rows of {@code dw.account_days}, all until the last of the days; later ones
   *     do no harm
   * @param days as of whose ends
   * @return the columns of the table, dt last
   */
  static Dataset<Row> of(Dataset<Row> accountDays, Collection<LocalDate> days) {
    Dataset<Row> ends =
        accountDays
            .sparkSession()
            .createDataset(days.stream().map(LocalDate::toString).toList(), Encoders.STRING())
            .toDF(AS_OF);
    List<Column> totals = new ArrayList<>();
    List<Column> features = new ArrayList<>();
    features.add(col("account_id"));
    for (Window window : WINDOWS) {
      for (String number : List.of("payments", "refused", "amounts", "amount", "amount_squares")) {
        totals.add(sum(window.of(col(number))).as(named(number, window)));
      }
      for (String values : List.of("merchants", "countries", "devices")) {
        totals.add(
            size(array_distinct(flatten(collect_list(window.of(col(values))))))
                .cast("bigint")
                .as(named(values, window)));
      }
      features.addAll(features(window));
    }
    totals.add(max("last_payment").as("last_payment"));
    features.addAll(
        List.of(
            col("first_payment"),
            col("last_payment"),
            daysSince("first_payment").as("days_since_first"),
            daysSince("last_payment").as("days_since_last"),
            col(AS_OF).as("dt")));
    return accountDays
        .join(broadcast(ends), col("dt").leq(col(AS_OF)))
        .groupBy("account_id", AS_OF)
        .agg(min("first_payment").as("first_payment"), totals.toArray(Column[]::new))
        .select(features.toArray(Column[]::new));
  }

  /** Over a window without payments counts and sums are 0, and there is no mean. */
  private static List<Column> features(Window window) {
    Column amounts = col(named("amounts", window));
    Column amount = col(named("amount", window));
    return List.of(
        zeroed("payments", window),
        zeroed("refused", window),
        functions.coalesce(amount, lit(0)).cast("decimal(28,4)").as(named("amount", window)),
        MEAN.apply(amounts, amount).as(named("mean_amount", window)),
        DEVIATION
            .apply(amounts, amount, col(named("amount_squares", window)))
            .as(named("stddev_amount", window)),
        zeroed("merchants", window),
        zeroed("countries", window),
        zeroed("devices", window));
  }

  private static Column zeroed(String number, Window window) {
    String name = named(number, window);
    return functions.coalesce(col(name), lit(0L)).as(name);
  }

  private static Column daysSince(String time) {
    return datediff(col(AS_OF).cast("date"), col(time).cast("date"));
  }

  private static String named(String number, Window window) {
    return number + "_" + window.ending();
  }

  /** Null for no numbers. */
  static Double mean(Long count, BigDecimal total) {
    return count == null || count == 0
        ? null
        : total.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64).doubleValue();
  }

  /** Of a sample, from exact sums; null for less than two numbers. */
  static Double deviation(Long count, BigDecimal total, BigDecimal squares) {
    if (count == null || count < 2) {
      return null;
    }
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal differences = n.multiply(squares).subtract(total.multiply(total));
    return differences
        .divide(n.multiply(n.subtract(BigDecimal.ONE)), MathContext.DECIMAL64)
        .sqrt(MathContext.DECIMAL64)
        .doubleValue();
  }
}
