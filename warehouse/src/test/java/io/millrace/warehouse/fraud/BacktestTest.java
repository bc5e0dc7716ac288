package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.report.CsvFile;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A backtest of three days by hand: the old rules alert what is above 100, the new ones what is
 * above 200 and, twice, above 450, and what comes from XX, whose alert stands alone.
 */
class BacktestTest {

  private static final RuleFile OLD =
      new RuleFile(
          "old.yaml",
          """
          version: old
          base_currency: USD
          rules: {HIGH_AMOUNT: {limit: 100}}
          """);

  private static final RuleFile NEW =
      new RuleFile(
          "new.yaml",
          """
          version: new
          base_currency: USD
          rules:
            HIGH_AMOUNT: {limit: 200}
            HUGE: {kind: high_amount, limit: 450}
          lists:
            block: [{country: XX}]
          """);

  private static final List<LocalDate> DAYS =
      LocalDate.parse("2026-01-01").datesUntil(LocalDate.parse("2026-01-04")).toList();

  /** Day, id, account, amount, country, label. The day before the three is of no figure. */
  private static final String PAYMENTS =
      """
      ('2025-12-31', 'p0',  'A6', 999, 'US', true),
      ('2026-01-01', 'p1',  'A1', 150, 'US', true),
      ('2026-01-01', 'p2',  'A1', 250, 'US', true),
      ('2026-01-01', 'p3',  'A2',  90, 'XX', true),
      ('2026-01-01', 'p4',  'A2', 120, 'US', false),
      ('2026-01-01', 'p5',  'A3',  20, 'US', false),
      ('2026-01-01', 'p2',  'A1', 250, 'US', true),
      ('2026-01-02', 'p6',  'A3', 300, 'XX', true),
      ('2026-01-02', 'p7',  'A4',  40, 'XX', false),
      ('2026-01-02', 'p8',  'A4',  30, 'US', true),
      ('2026-01-02', 'p9',  'A5', 110, 'US', false),
      ('2026-01-02', 'p10', 'A6', 115, 'US', false),
      ('2026-01-03', 'p11', 'A5', 500, 'US', null),
      ('2026-01-03', 'p12', 'A6', 140, 'US', false),
      ('2026-01-03', 'p13', 'A1',  70, 'XX', true)
      """;

  private static Dataset<Row> compared;

  @BeforeAll
  static void compare() {
    compared = Comparing.of(payments(), OLD, NEW, DAYS, 2).cache();
  }

  @AfterAll
  static void forget() {
    compared.unpersist();
  }

  @Test
  void eachRuleSetHasItsAlertsAndWhatTheyAreWorthAgainstLabels() {
    // old: p1 p2 p4 p6 p9 p10 p11 p12; new: p2 p3 p6 p7 p11 p13; fraud: p1 p2 p3 p6 p8 p13
    assertThat(csv(Backtest.summary(compared, DAYS.size())))
        .containsExactly(
            "rules,payments,alerts,alerted_payments,alerted_accounts,labelled_payments,fraud_payments,alerted_labelled,alerted_fraud,fraud_amount,loss_caught,alerted_payments_a_day,alert_precision,alert_recall,f1",
            "old,13,8,8,5,12,6,7,3,890.0000,700.0000,2.666667,0.428571,0.500000,0.461538",
            "new,13,7,6,5,12,6,5,4,890.0000,710.0000,2.000000,0.800000,0.666667,0.727273");
  }

  @Test
  void withoutLabelsThereIsNeitherPrecisionNorRecall() {
    Dataset<Row> unlabelled =
        compared
            .withColumn("is_fraud", lit(null).cast("boolean"))
            .where(col("dt").equalTo("2026-01-03"));

    assertThat(csv(Backtest.summary(unlabelled, 1)).stream().skip(1))
        .containsExactly(
            "old,3,2,2,2,0,0,0,0,0.0000,0.0000,2.000000,,,",
            "new,3,3,2,2,0,0,0,0,0.0000,0.0000,2.000000,,,");
  }

  @Test
  void eachRuleSaysWhatItAlertsByEitherAndHowMuchOfThatIsFraud() {
    assertThat(csv(Backtest.rules(compared)))
        .containsExactly(
            "rule,old_alerts,new_alerts,both,only_new,only_old,old_alerts_on_fraud,new_alerts_on_fraud",
            "BLOCK_LIST,0,4,0,4,0,0,3",
            "HIGH_AMOUNT,8,2,2,0,6,3,1",
            "HUGE,0,1,0,1,0,0,0");
  }

  @Test
  void eachDayHasThePaymentsThatEitherAlerts() {
    assertThat(csv(Backtest.days(compared, List.of(DAYS.get(1)))))
        .containsExactly(
            "dt,payments,old_alerted_payments,new_alerted_payments,both,fraud_payments,old_alerted_fraud,new_alerted_fraud,without_page_views",
            "2026-01-01,5,3,2,1,3,2,2,false",
            "2026-01-02,5,3,2,1,2,1,1,true",
            "2026-01-03,3,2,2,1,1,0,1,false");
  }

  @Test
  void eachPaymentWithAlertsOfOtherRulesIsToldWithWhatCameAndWhatWent() {
    Dataset<Row> differences = Backtest.differences(compared);

    assertThat(
            csv(
                differences
                    .orderBy("kafka_offset")
                    .select(
                        "transaction_id",
                        "is_fraud",
                        "change",
                        "old_score",
                        "new_score",
                        "rules_added",
                        "rules_gone")))
        .containsExactly(
            "transaction_id,is_fraud,change,old_score,new_score,rules_added,rules_gone",
            "p1,true,alerted no more,40,0,\"\",HIGH_AMOUNT",
            "p3,true,alerted now,0,100,BLOCK_LIST,\"\"",
            "p4,false,alerted no more,40,0,\"\",HIGH_AMOUNT",
            "p6,true,other rules,40,100,BLOCK_LIST,HIGH_AMOUNT",
            "p7,false,alerted now,0,100,BLOCK_LIST,\"\"",
            "p9,false,alerted no more,40,0,\"\",HIGH_AMOUNT",
            "p10,false,alerted no more,40,0,\"\",HIGH_AMOUNT",
            "p11,,other rules,40,80,HUGE,\"\"",
            "p12,false,alerted no more,40,0,\"\",HIGH_AMOUNT",
            "p13,true,alerted now,0,100,BLOCK_LIST,\"\"");
    assertThat(
            csv(
                differences
                    .where(col("transaction_id").equalTo("p6"))
                    .select("explained_now", "explained_before")))
        .containsExactly(
            "explained_now,explained_before",
            "BLOCK_LIST: country XX is on the block list,HIGH_AMOUNT: 300 USD is above the limit of 100 USD");
    assertThat(csv(Backtest.changes(differences)))
        .containsExactly(
            "change,payments,labelled_payments,fraud_payments",
            "alerted no more,5,5,1",
            "alerted now,3,3,2",
            "other rules,2,1,1");
  }

  private static List<String> csv(Dataset<Row> rows) {
    return CsvFile.of(ReportFolder.table(rows)).lines().toList();
  }

  /** In the order in which they came. */
  private static Dataset<Row> payments() {
    Dataset<Row> rows =
        TestSpark.session()
            .sql(
                "SELECT * FROM VALUES %s AS payments(dt, transaction_id, account_id, amount, country, is_fraud)"
                    .formatted(PAYMENTS))
            .coalesce(1)
            .withColumn("kafka_offset", expr("monotonically_increasing_id()"))
            .withColumn("kafka_partition", lit(0))
            .withColumn("event_time", expr("CAST(concat(dt, ' 12:00:00') AS TIMESTAMP)"))
            .withColumn("amount", col("amount").cast("decimal(18,4)"))
            .withColumn("currency", lit("USD"))
            .withColumn("latitude", lit(null).cast("double"))
            .withColumn("longitude", lit(null).cast("double"));
    for (String unknown :
        List.of(
            "merchant",
            "merchant_category",
            "payment_method",
            "channel",
            "status",
            "device_id",
            "department",
            "city",
            "user_id",
            "order_id")) {
      rows = rows.withColumn(unknown, lit(null).cast("string"));
    }
    return rows;
  }
}
