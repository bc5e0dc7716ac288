package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.Collection;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What two rule sets made of the same payments, held beside each other. Each takes the rows of
 * {@link Comparing#of}. The first three come to a few rows, whatever the payments are.
 */
final class Backtest {

  private static final Column IS_FRAUD = col("is_fraud");
  private static final Column OLD_ALERTED = size(col("old.rules")).gt(0);
  private static final Column NEW_ALERTED = size(col("new.rules")).gt(0);

  private Backtest() {}

  /**
   * A row for each rule set: {@code rules} (old, new), and over all days payments, alerts, alerted
   * payments and accounts, the same a day, and what they are worth against labels.
   *
   * @param days how many
   */
  static Dataset<Row> summary(Dataset<Row> compared, int days) {
    Column alerted = size(col("side.fired")).gt(0);
    Column caught = alerted.and(IS_FRAUD);
    Column known = alerted.and(IS_FRAUD.isNotNull());
    return compared
        .withColumn(
            "side",
            explode(
                array(
                    struct(lit("old").as("name"), col("old.rules").as("fired")),
                    struct(lit("new").as("name"), col("new.rules").as("fired")))))
        .groupBy(col("side.name").as("rules"))
        .agg(
            count(lit(1)).as("payments"),
            coalesce(sum(size(col("side.fired"))), lit(0L)).as("alerts"),
            countOf(alerted).as("alerted_payments"),
            countDistinct(when(alerted, col("account_id"))).as("alerted_accounts"),
            count(IS_FRAUD).as("labelled_payments"),
            countOf(IS_FRAUD).as("fraud_payments"),
            countOf(known).as("alerted_labelled"),
            countOf(caught).as("alerted_fraud"),
            money(sum(when(IS_FRAUD, col("base_amount")))).as("fraud_amount"),
            money(sum(when(caught, col("base_amount")))).as("loss_caught"))
        .withColumn("alerted_payments_a_day", ratio(col("alerted_payments"), lit(days)))
        .withColumn("alert_precision", ratio(col("alerted_fraud"), col("alerted_labelled")))
        .withColumn("alert_recall", ratio(col("alerted_fraud"), col("fraud_payments")))
        .withColumn(
            "f1",
            ratio(
                col("alerted_fraud").multiply(2),
                col("alerted_labelled").plus(col("fraud_payments"))))
        .orderBy(col("rules").desc());
  }

  /**
   * As {@link #rules}, of those of the second stage.
   *
   * @param old rows of {@link SecondAlerts} by the old rules
   * @param next the same by the new ones
   */
  static Dataset<Row> secondStage(Dataset<Row> old, Dataset<Row> next) {
    Column isOld = col("is_old");
    Column isNew = col("is_new");
    return fired(old, "old")
        .union(fired(next, "new"))
        .groupBy("kafka_partition", "kafka_offset", "rule")
        .agg(
            max(col("side").equalTo("old")).as("is_old"),
            max(col("side").equalTo("new")).as("is_new"),
            first("is_fraud").as("is_fraud"))
        .groupBy("rule")
        .agg(
            countOf(isOld).as("old_alerts"),
            countOf(isNew).as("new_alerts"),
            countOf(isOld.and(isNew)).as("both"),
            countOf(isNew.and(not(isOld))).as("only_new"),
            countOf(isOld.and(not(isNew))).as("only_old"),
            countOf(isOld.and(IS_FRAUD)).as("old_alerts_on_fraud"),
            countOf(isNew.and(IS_FRAUD)).as("new_alerts_on_fraud"));
  }

  private static Dataset<Row> fired(Dataset<Row> second, String side) {
    return second.select(
        col("kafka_partition"),
        col("kafka_offset"),
        col(SecondAlerts.ALERT + ".rule").as("rule"),
        IS_FRAUD,
        lit(side).as("side"));
  }

  /** A row for each rule that fired: its payments by the old rules, the new ones, and both. */
  static Dataset<Row> rules(Dataset<Row> compared) {
    Column old = expr("array_contains(old.rules, rule)");
    Column next = expr("array_contains(new.rules, rule)");
    return compared
        .withColumn("rule", explode(expr("array_union(old.rules, new.rules)")))
        .groupBy("rule")
        .agg(
            countOf(old).as("old_alerts"),
            countOf(next).as("new_alerts"),
            countOf(old.and(next)).as("both"),
            countOf(next.and(expr("NOT array_contains(old.rules, rule)"))).as("only_new"),
            countOf(old.and(expr("NOT array_contains(new.rules, rule)"))).as("only_old"),
            countOf(old.and(IS_FRAUD)).as("old_alerts_on_fraud"),
            countOf(next.and(IS_FRAUD)).as("new_alerts_on_fraud"))
        .orderBy("rule");
  }

  /**
   * A row for each day: alerted payments, which are the desk's work, by each rule set.
   *
   * @param unseen days on which rules that look at page views say nothing
   */
  static Dataset<Row> days(Dataset<Row> compared, Collection<LocalDate> unseen) {
    return compared
        .groupBy("dt")
        .agg(
            count(lit(1)).as("payments"),
            countOf(OLD_ALERTED).as("old_alerted_payments"),
            countOf(NEW_ALERTED).as("new_alerted_payments"),
            countOf(OLD_ALERTED.and(NEW_ALERTED)).as("both"),
            countOf(IS_FRAUD).as("fraud_payments"),
            countOf(OLD_ALERTED.and(IS_FRAUD)).as("old_alerted_fraud"),
            countOf(NEW_ALERTED.and(IS_FRAUD)).as("new_alerted_fraud"))
        .withColumn("without_page_views", col("dt").isin(Scoring.texts(unseen).toArray()))
        .orderBy("dt");
  }

  /**
   * A row for each payment whose alerts are of other rules than before: what changed, and why, in
   * words.
   */
  static Dataset<Row> differences(Dataset<Row> compared) {
    return compared
        .where(expr("array_sort(old.rules) <> array_sort(new.rules)"))
        .select(
            col("event_time"),
            col("account_id"),
            col("transaction_id"),
            col("amount"),
            col("currency"),
            col("merchant"),
            IS_FRAUD,
            when(OLD_ALERTED.and(NEW_ALERTED), "other rules")
                .when(NEW_ALERTED, "alerted now")
                .otherwise("alerted no more")
                .as("change"),
            col("old.score").as("old_score"),
            col("new.score").as("new_score"),
            expr("array_join(array_except(new.rules, old.rules), ' ')").as("rules_added"),
            expr("array_join(array_except(old.rules, new.rules), ' ')").as("rules_gone"),
            expr("array_join(array_except(new.explanations, old.explanations), '; ')")
                .as("explained_now"),
            expr("array_join(array_except(old.explanations, new.explanations), '; ')")
                .as("explained_before"),
            col("kafka_partition"),
            col("kafka_offset"));
  }

  /** A row for each kind of difference: how many payments, and how many of them are fraud. */
  static Dataset<Row> changes(Dataset<Row> differences) {
    return differences
        .groupBy("change")
        .agg(
            count(lit(1)).as("payments"),
            count(IS_FRAUD).as("labelled_payments"),
            countOf(IS_FRAUD).as("fraud_payments"))
        .orderBy("change");
  }

  private static Column countOf(Column condition) {
    return coalesce(sum(when(condition, 1L)), lit(0L));
  }

  private static Column money(Column amount) {
    return coalesce(amount, lit(0)).cast("decimal(28,4)");
  }

  /** Six digits behind the point; null where nothing would be divided by nothing. */
  private static Column ratio(Column part, Column whole) {
    return when(
        whole.gt(0), part.cast("double").divide(whole.cast("double")).cast("decimal(18,6)"));
  }
}
