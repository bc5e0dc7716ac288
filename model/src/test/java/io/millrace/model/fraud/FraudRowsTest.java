package io.millrace.model.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FraudRowsTest {

  private static final RuleSet RULES = RuleSet.load(Path.of("../conf/fraud-rules.yaml"));
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));

  /** 2026-06-15T08:00:00.123456Z. */
  private static final long TIME = 1_781_510_400_123_456L;

  private final FraudEvaluator evaluator = new FraudEvaluator(RULES);
  private final FraudJson json = new FraudJson(RULES.version());
  private final Payment payment =
      new Payment(
          "t1",
          "A1",
          TIME,
          123_456_789_012_345_678L,
          "USD",
          "m",
          null,
          null,
          "online",
          "approved",
          null,
          "US",
          Double.NaN,
          Double.NaN);
  private final Evaluation evaluation = evaluator.evaluate(evaluator.newAccount(), payment);

  @Test
  void aScoreKeepsEveryValue() {
    Map<String, Object> row = row(FraudRows.SCORES, json.score(payment, evaluation), "run-1");

    assertThat(row)
        .containsEntry("event_time", TIME)
        .containsEntry("transaction_id", "t1")
        .containsEntry("account_id", "A1")
        .containsEntry("amount", 123_456_789_012_345_678L)
        .containsEntry("currency", "USD")
        .containsEntry("score", evaluation.score())
        .containsEntry("level", evaluation.level().text())
        .containsEntry("list", null)
        .containsEntry("late_ms", 0L)
        .containsEntry("is_priced", true)
        .containsEntry("is_complete", true)
        .containsEntry("rule_set", RULES.version())
        .containsEntry("source_partition", 2)
        .containsEntry("source_offset", 77L)
        .containsEntry("run_id", "run-1")
        .containsEntry("rules", "HIGH_AMOUNT,VELOCITY_AMOUNT")
        .containsEntry("scored_at", 5_000L);
  }

  @Test
  void anAlertKeepsEveryValue() {
    Alert alert = evaluation.alerts().get(0);

    Map<String, Object> row = row(FraudRows.ALERTS, json.alert(payment, evaluation, alert), null);

    assertThat(row)
        .containsEntry("alert_id", alert.id())
        .containsEntry("rule", "HIGH_AMOUNT")
        .containsEntry("severity", alert.finding().severity().text())
        .containsEntry("explanation", alert.finding().explanation())
        .containsEntry("merchant", "m")
        .containsEntry("merchant_category", null)
        .containsEntry("channel", "online")
        .containsEntry("country", "US")
        .containsEntry("run_id", null)
        .containsEntry("raised_at", 5_000L);
  }

  @Test
  void whatNoHostWritesIsNoRow() {
    for (String value :
        new String[] {"", "{", "[]", "{}", "{\"event_time\":null}", "{\"event_time\":\"noon\"}"}) {
      assertThat(FraudRows.row(FraudRows.SCORES, value.getBytes(UTF_8), 0, 0, null, 0))
          .as(value)
          .isEmpty();
    }
    // an alert has no rules
    Alert alert = evaluation.alerts().get(0);
    assertThat(
            FraudRows.row(FraudRows.SCORES, json.alert(payment, evaluation, alert), 0, 0, null, 0))
        .isEmpty();
  }

  @Test
  void theTablesComeWithTheFeedOfPayments() {
    assertThat(FraudRows.tables(FEEDS.require("transactions")))
        .containsExactly(FraudRows.SCORES, FraudRows.ALERTS);
    assertThat(FraudRows.tables(FEEDS.require("orders"))).isEmpty();
  }

  private static Map<String, Object> row(LiveTable table, byte[] value, String run) {
    LiveRow row = FraudRows.row(table, value, 2, 77, run, 5).orElseThrow();
    Map<String, Object> columns = new HashMap<>();
    for (int i = 0; i < row.columns().length; i++) {
      LiveColumn column = table.columns().get(i);
      columns.put(column.name(), row.columns()[i]);
      if (row.columns()[i] != null) {
        assertThat(row.columns()[i]).as(column.name()).isInstanceOf(column.type().javaType());
      }
    }
    assertThat(row.micros()).isEqualTo(TIME);
    return columns;
  }
}
