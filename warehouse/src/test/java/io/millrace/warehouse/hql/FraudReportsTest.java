package io.millrace.warehouse.hql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shares of fraud rules are of all days that are asked for, whichever rules a day was evaluated by.
 */
class FraudReportsTest {

  @TempDir private Path root;

  /** OLD is a rule of the first day alone and NEW of the second; the third was not asked for. */
  @BeforeEach
  void insertDaysOfTwoRuleSets() {
    TableDefinition table = TableDefinition.of("mart.fraud_rule_daily");
    TestSpark.session().sql("CREATE DATABASE IF NOT EXISTS mart");
    TestSpark.session()
        .sql(
            "CREATE TABLE %s (%s, %s) USING orc PARTITIONED BY (dt) LOCATION '%s'"
                .formatted(
                    table.name(),
                    columns(table.columns()),
                    columns(table.partitions()),
                    root.toUri()));
    // 10 payments with 4 frauds that took 100, and 30 with 6 that took 300
    insert(
        "10, 4, 100, 'OLD', 2, 2, 20, 2, 1, 15, '2026-01-01'",
        "10, 4, 100, 'BOTH', 5, 4, 90, 4, 2, 25, '2026-01-01'",
        "10, 4, 100, '(any)', 7, 5, 95, 5, 3, 40, '2026-01-01'",
        "30, 6, 300, 'NEW', 3, 3, 60, 3, 3, 50, '2026-01-02'",
        "30, 6, 300, 'BOTH', 6, 6, 70, 4, 1, 75, '2026-01-02'",
        "30, 6, 300, 'SILENT', 0, 0, 0, 0, 0, 0, '2026-01-02'",
        "30, 6, 300, '(any)', 9, 7, 80, 5, 4, 120, '2026-01-02'",
        "50, 9, 900, 'OLD', 9, 9, 900, 9, 9, 900, '2026-01-03'",
        "50, 9, 900, '(any)', 9, 9, 900, 9, 9, 900, '2026-01-03'");
  }

  @AfterEach
  void dropTable() {
    TestSpark.session().sql("DROP DATABASE mart CASCADE");
  }

  @Test
  void aRulesShareIsOfThePaymentsOfDaysThatDidNotHaveTheRuleAsWell() {
    assertThat(answer("fraud_alerts_by_rule", "rule, alerts, alerted_payments, share_of_payments"))
        .containsExactly(
            // 40 payments in all
            "[(any),16,12,0.3]", "[BOTH,11,10,0.25]", "[NEW,3,3,0.075]", "[OLD,2,2,0.05]");
  }

  @Test
  void aRuleIsHeldAgainstTheFraudOfDaysThatDidNotHaveTheRuleAsWell() {
    assertThat(
            answer(
                "fraud_rules_against_labels",
                "rule, alert_precision, alert_recall, f1, share_of_loss"))
        .containsExactly(
            // 10 frauds in all, which took 400
            "[(any),0.7,0.7,0.7,0.4]",
            "[NEW,1.0,0.3,0.46153846153846156,0.125]",
            "[BOTH,0.375,0.3,0.3333333333333333,0.25]",
            "[OLD,0.5,0.1,0.16666666666666666,0.0375]");
  }

  private static String columns(Map<String, String> types) {
    return types.entrySet().stream()
        .map(column -> column.getKey() + " " + column.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void insert(String... rows) {
    TestSpark.session()
        .sql(
            "INSERT INTO mart.fraud_rule_daily (payments, fraud_payments, fraud_amount, rule, alerts, alerted_payments, alerted_amount, alerted_labelled, alerted_fraud, loss_caught, dt) VALUES (%s)"
                .formatted(String.join("), (", rows)));
  }

  /** The report of the first two days, some of its columns, in its order. */
  private static List<String> answer(String report, String columns) {
    String query =
        Statements.of(Statements.FOLDER.resolve("reports/%s.hql".formatted(report))).get(0);
    return TestSpark.session()
        .sql(query.replace("${days}", "'2026-01-01','2026-01-02'"))
        .selectExpr(columns.split(", "))
        .collectAsList()
        .stream()
        .map(Object::toString)
        .toList();
  }
}
