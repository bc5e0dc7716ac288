package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What scores and alerts of days come to. Each takes the rows of {@link Scoring#of}, whole days,
 * and gives the columns of its table, dt last.
 */
final class FraudMarts {

  /** Stands for all rules of the first stage together, which make the score. */
  static final String ANY = "(any)";

  /** Stands where a payment does not say. */
  private static final String UNKNOWN = "(unknown)";

  /** How many of each dimension {@code mart.fraud_top_daily} has. */
  private static final int MOST = 100;

  private static final List<String> DIMENSIONS =
      List.of("account_id", "department", "merchant", "merchant_category", "city");

  /** Counts that there are none of where a rule did not fire. */
  private static final String[] NOTHING_FIRED = {
    "alerts",
    "alerted_payments",
    "alerted_accounts",
    "alerted_labelled",
    "alerted_fraud",
    "caught_accounts"
  };

  private static final Column IS_FRAUD = col("is_fraud");

  private FraudMarts() {}

  /**
   * {@code mart.fraud_rule_daily}: what each rule is worth, those that never fired as well.
   *
   * @param second rows of the second stage, each with one alert; empty where there is none
   * @param names that alerts may have as their rule
   */
  static Dataset<Row> byRule(
      Dataset<Row> scored, Optional<Dataset<Row>> second, List<String> names) {
    Dataset<Row> totals =
        scored
            .groupBy("dt")
            .agg(
                count(lit(1)).as("payments"),
                count(IS_FRAUD).as("labelled_payments"),
                countOf(IS_FRAUD).as("fraud_payments"),
                money(sum(when(IS_FRAUD, col("base_amount")))).as("fraud_amount"),
                countDistinct(when(IS_FRAUD, col("account_id"))).as("fraud_accounts"));
    Dataset<Row> rules =
        scored
            .sparkSession()
            .createDataset(
                Stream.concat(Stream.of(ANY), names.stream()).toList(), Encoders.STRING())
            .toDF("rule");
    return totals
        .crossJoin(broadcast(rules))
        .join(found(scored, second), usingDayAnd("rule"), "left")
        .na()
        .fill(0, NOTHING_FIRED)
        .select(
            col("rule"),
            col("alerts"),
            col("alerted_payments"),
            col("alerted_accounts"),
            money(col("alerted_amount")).as("alerted_amount"),
            col("payments"),
            col("labelled_payments"),
            col("fraud_payments"),
            col("fraud_amount"),
            col("alerted_labelled"),
            col("alerted_fraud"),
            money(col("loss_caught")).as("loss_caught"),
            ratio(col("alerted_fraud"), col("alerted_labelled")).as("alert_precision"),
            ratio(col("alerted_fraud"), col("fraud_payments")).as("alert_recall"),
            ratio(
                    col("alerted_fraud").multiply(2),
                    col("alerted_labelled").plus(col("fraud_payments")))
                .as("f1"),
            ratio(col("alerts"), col("alerted_fraud")).as("alerts_per_fraud"),
            col("fraud_accounts"),
            col("caught_accounts"),
            col("median_seconds_to_alert"),
            col("dt"));
  }

  /** By day and rule, and by day for all rules of the first stage, what fired. */
  private static Dataset<Row> found(Dataset<Row> scored, Optional<Dataset<Row>> second) {
    Dataset<Row> first =
        scored
            .where(size(col("alerts")).gt(0))
            .select(
                col("dt"),
                col("account_id"),
                col("event_time"),
                col("base_amount"),
                IS_FRAUD,
                explode(
                        expr(
                            "concat(array(struct('%s' AS rule, CAST(size(alerts) AS BIGINT) AS alerts)), transform(alerts, a -> struct(a.rule AS rule, 1L AS alerts)))"
                                .formatted(ANY)))
                    .as("of"))
            .select(
                col("dt"),
                col("of.rule"),
                col("of.alerts"),
                col("account_id"),
                col("event_time"),
                col("base_amount"),
                IS_FRAUD);
    Dataset<Row> alerted = second.map(of -> first.union(firedAlone(of))).orElse(first);
    Dataset<Row> counts =
        alerted
            .groupBy("dt", "rule")
            .agg(
                sum("alerts").as("alerts"),
                count(lit(1)).as("alerted_payments"),
                countDistinct("account_id").as("alerted_accounts"),
                money(sum("base_amount")).as("alerted_amount"),
                count(IS_FRAUD).as("alerted_labelled"),
                countOf(IS_FRAUD).as("alerted_fraud"),
                money(sum(when(IS_FRAUD, col("base_amount")))).as("loss_caught"));
    return counts.join(caught(scored, alerted), usingDayAnd("rule"), "left");
  }

  private static Dataset<Row> firedAlone(Dataset<Row> second) {
    return second.select(
        col("dt"),
        expr("alerts[0].rule").as("rule"),
        lit(1L).as("alerts"),
        col("account_id"),
        col("event_time"),
        col("base_amount"),
        IS_FRAUD);
  }

  /**
   * By day and rule, how long the first fraud of an account went on until its first alert. Each day
   * begins anew, since a day's rows must not depend on which others a run computes.
   */
  private static Dataset<Row> caught(Dataset<Row> scored, Dataset<Row> alerted) {
    Dataset<Row> first =
        scored.where(IS_FRAUD).groupBy("dt", "account_id").agg(min("event_time").as("first_fraud"));
    return alerted
        .where(IS_FRAUD)
        .groupBy("dt", "rule", "account_id")
        .agg(min("event_time").as("first_alert"))
        .join(first, usingDayAnd("account_id"))
        .withColumn(
            "seconds",
            unix_micros(col("first_alert"))
                .minus(unix_micros(col("first_fraud")))
                .divide(1_000_000.0))
        .groupBy("dt", "rule")
        .agg(
            count(lit(1)).as("caught_accounts"),
            expr("percentile(seconds, 0.5)").as("median_seconds_to_alert"));
  }

  /** {@code mart.fraud_score_daily}: how many payments have which score. */
  static Dataset<Row> byScore(Dataset<Row> scored) {
    return scored
        .groupBy("dt", "score", "level", "list")
        .agg(
            count(lit(1)).as("payments"),
            countDistinct("account_id").as("accounts"),
            money(sum("base_amount")).as("amount"),
            count(IS_FRAUD).as("labelled_payments"),
            countOf(IS_FRAUD).as("fraud_payments"))
        .select(
            col("score"),
            col("level"),
            coalesce(col("list"), lit("none")).as("list"),
            col("payments"),
            col("accounts"),
            col("amount"),
            col("labelled_payments"),
            col("fraud_payments"),
            col("dt"));
  }

  /** {@code mart.fraud_top_daily}: where most alerts are. */
  static Dataset<Row> top(Dataset<Row> scored) {
    Column[] dimensions =
        DIMENSIONS.stream()
            .map(
                name ->
                    struct(
                        lit(name).as("dimension"), coalesce(col(name), lit(UNKNOWN)).as("value")))
            .toArray(Column[]::new);
    return scored
        .where(size(col("alerts")).gt(0))
        .withColumn("of", explode(array(dimensions)))
        .groupBy(col("dt"), col("of.dimension").as("dimension"), col("of.value").as("value"))
        .agg(
            sum(size(col("alerts"))).as("alerts"),
            count(lit(1)).as("alerted_payments"),
            countDistinct("account_id").as("alerted_accounts"),
            money(sum("base_amount")).as("alerted_amount"),
            max("score").as("greatest_score"),
            countOf(IS_FRAUD).as("alerted_fraud"))
        .withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy("dt", "dimension")
                        .orderBy(col("alerts").desc(), col("alerted_amount").desc(), col("value"))))
        .where(col("place").leq(MOST))
        .select(
            "dimension",
            "place",
            "value",
            "alerts",
            "alerted_payments",
            "alerted_accounts",
            "alerted_amount",
            "greatest_score",
            "alerted_fraud",
            "dt");
  }

  private static scala.collection.Seq<String> usingDayAnd(String column) {
    return scala.collection.JavaConverters.asScalaBuffer(List.of("dt", column)).toSeq();
  }

  private static Column countOf(Column condition) {
    return coalesce(sum(when(condition, 1L)), lit(0L));
  }

  private static Column money(Column amount) {
    return coalesce(amount, lit(0)).cast("decimal(28,4)");
  }

  /** Null where nothing would be divided by nothing. */
  private static Column ratio(Column part, Column whole) {
    return when(whole.gt(0), part.cast("double").divide(whole.cast("double")));
  }
}
