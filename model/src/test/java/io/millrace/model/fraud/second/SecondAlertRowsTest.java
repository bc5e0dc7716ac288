package io.millrace.model.fraud.second;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.FraudRows;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the live host makes of a score and its payment, and of an alert. */
class SecondAlertRowsTest {

  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));
  private static final RuleSet RULES =
      RuleSet.parse(
          "rules",
          """
          version: r1
          base_currency: USD
          rules:
            HIGH_AMOUNT: {limit: 100}
            BURST: {kind: merchant_burst, severity: high, payments: 2}
          lists:
            allow: [{account: friend}]
            review: [{account: known}]
          """);

  private final FraudEvaluator evaluator = new FraudEvaluator(RULES);

  @Test
  void aPaymentIsFlaggedWhereItsScoreCameWithAlerts() {
    assertThat(payment("a", 50, "approved").isFlagged()).isFalse();
    assertThat(payment("a", 500, "approved").isFlagged()).isTrue();
    assertThat(payment("friend", 500, "approved").isFlagged()).isFalse();
    assertThat(payment("known", 50, "approved").isFlagged()).isTrue();
  }

  @Test
  void aPaymentIsRefusedWhereItSaysSo() {
    assertThat(payment("a", 50, "refused").isRefused()).isTrue();
    assertThat(payment("a", 50, "approved").isRefused()).isFalse();
    assertThat(payment("a", 50, null).isRefused()).isFalse();
  }

  @Test
  void anAlertHasWhatThePaymentAndItsScoreSay() {
    SecondStage<LiveRow> stage = new SecondStage<>(RULES);
    stage.payment(payment("a", 500, "refused"));
    stage.payment(payment("b", 500, "approved"));

    List<SecondAlert<LiveRow>> alerts = stage.advance(SecondStage.END);
    LiveRow row = SecondAlertRows.row(alerts.get(0), Instant.ofEpochSecond(5));

    assertThat(alerts).hasSize(1);
    assertThat(row.micros()).isEqualTo(1_000_000L);
    Map<String, Object> columns = new HashMap<>();
    for (int i = 0; i < row.columns().length; i++) {
      LiveColumn column = SecondAlertRows.TABLE.columns().get(i);
      columns.put(column.name(), row.columns()[i]);
      if (row.columns()[i] != null) {
        assertThat(row.columns()[i]).as(column.name()).isInstanceOf(column.type().javaType());
      }
    }
    assertThat(columns)
        .containsEntry("alert_id", alerts.get(0).alert().id())
        .containsEntry("rule", "BURST")
        .containsEntry("severity", "high")
        .containsEntry("explanation", alerts.get(0).alert().finding().explanation())
        .containsEntry("transaction_id", "t")
        .containsEntry("account_id", "b")
        .containsEntry("amount", 5_000_000L)
        .containsEntry("merchant", "m")
        .containsEntry("merchant_category", "books")
        .containsEntry("channel", "online")
        .containsEntry("country", "US")
        .containsEntry("score", 40)
        .containsEntry("is_complete", true)
        .containsEntry("rule_set", "r1")
        .containsEntry("source_partition", 2)
        .containsEntry("source_offset", 77L)
        .containsEntry("run_id", null)
        .containsEntry("final_at", 5_000_000L);
  }

  @Test
  void aPaymentThatLiesWhereAScoreSaysIsItsOwnOnlyIfItIsTheSame() {
    Payment paid = paid("a", 50, "approved");
    LiveRow score = score(paid, evaluator.evaluate(evaluator.newAccount(), paid));

    assertThat(SecondAlertRows.isOf(score, paid)).isTrue();
    assertThat(SecondAlertRows.isOf(score, paid("b", 50, "approved"))).isFalse();
    assertThat(SecondAlertRows.isOf(score, paid("u", "a", 1_000_000, 50, "approved"))).isFalse();
    assertThat(SecondAlertRows.isOf(score, paid("t", "a", 1_000_001, 50, "approved"))).isFalse();
  }

  @Test
  void theTablesComeWithTheFeedOfPayments() {
    assertThat(SecondAlertRows.table(FEEDS.require("transactions"))).isPresent();
    assertThat(BrowsingAlertRows.table(FEEDS.require("transactions"))).isPresent();
    assertThat(SecondAlertRows.table(FEEDS.require("orders"))).isEmpty();
    assertThat(BrowsingAlertRows.table(FEEDS.require("orders"))).isEmpty();
  }

  /** A payment as the host knows it by its record and that of its score. */
  private EvaluatedPayment<LiveRow> payment(String account, long amount, String status) {
    Payment payment = paid(account, amount, status);
    Evaluation evaluation = evaluator.evaluate(evaluator.newAccount(), payment);
    LiveRow score = score(payment, evaluation);
    assertThat(payment(score, payment).isFlagged()).isEqualTo(!evaluation.alerts().isEmpty());
    return payment(score, payment);
  }

  private static Payment paid(String account, long amount, String status) {
    return paid("t", account, 1_000_000, amount, status);
  }

  private static Payment paid(String id, String account, long micros, long amount, String status) {
    return new Payment(
        id,
        account,
        micros,
        amount * 10_000,
        "USD",
        "m",
        "books",
        null,
        "online",
        status,
        null,
        "US",
        Double.NaN,
        Double.NaN);
  }

  private static LiveRow score(Payment payment, Evaluation evaluation) {
    byte[] json = new FraudJson(RULES.version()).score(payment, evaluation);
    return FraudRows.row(FraudRows.SCORES, json, 2, 77, null, 0).orElseThrow();
  }

  private static EvaluatedPayment<LiveRow> payment(LiveRow score, Payment payment) {
    return SecondAlertRows.payment(score, payment);
  }
}
