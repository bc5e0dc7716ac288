package io.millrace.model.fraud.second;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.FraudRows;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.PaymentBoard.Told;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Alerts of the second stage on their topic. */
class SecondAlertJsonTest {

  private static final Instant FINAL_AT = Instant.parse("2026-06-15T08:01:00.000042Z");
  private static final RuleSet RULES =
      RuleSet.parse(
          "rules",
          """
          version: r1
          base_currency: USD
          rules:
            HIGH_AMOUNT: {limit: 100}
            BURST: {kind: merchant_burst, severity: high, payments: 2}
            NO_BROWSING: {}
          """);

  /** 2026-06-15T08:00:00.123456Z. */
  private static final long TIME = 1_781_510_400_123_456L;

  private final FraudEvaluator evaluator = new FraudEvaluator(RULES);
  private final FraudJson json = new FraudJson(RULES.version());

  @Test
  void anAlertIsWrittenAsHostsWriteItWithTheTimeItBecameFinalBehind() {
    // given
    Payment payment = refused("A\"1", TIME);
    SecondStage<LiveRow> stage = new SecondStage<>(RULES);
    stage.payment(scored(refused("A2", TIME - 1)));
    stage.payment(scored(payment));
    SecondAlert<LiveRow> alert = stage.advance(SecondStage.END).get(0);
    SecondAlertJson written = new SecondAlertJson(SecondAlertRows.TABLE.columns());

    // when
    LiveRow row = SecondAlertRows.row(alert, FINAL_AT);

    // then
    String first =
        new String(
            json.alert(payment, evaluate(payment), alert.alert(), alert.isComplete()), UTF_8);
    assertThat(new String(written.value(row), UTF_8))
        .isEqualTo(
            first.substring(0, first.length() - 1)
                + ",\"final_at\":\"2026-06-15T08:01:00.000042Z\"}");
    assertThat(new String(written.key(row), UTF_8)).isEqualTo("A\"1");
  }

  @Test
  void whatTheJoinOfPageViewsDoesNotKnowIsNull() {
    io.millrace.model.live.Payment paid =
        new io.millrace.model.live.Payment(
            "t1", TIME, "A1", "u1", null, "USD", "online", "approved", true);
    LiveRow row =
        BrowsingAlertRows.of(RULES, new Told(paid, OptionalLong.empty(), null), FINAL_AT).get(0);
    String id = (String) row.columns()[1];
    String explanation = (String) row.columns()[4];

    String json =
        new String(new SecondAlertJson(BrowsingAlertRows.TABLE.columns()).value(row), UTF_8);

    assertThat(json)
        .isEqualTo(
            """
            {"alert_id":"%s","rule":"NO_BROWSING","severity":"medium","explanation":"%s",\
            "transaction_id":"t1","account_id":"A1","event_time":"2026-06-15T08:00:00.123456Z",\
            "amount":null,"currency":"USD","merchant":null,"merchant_category":null,\
            "channel":"online","country":null,"score":null,"level":null,"list":null,\
            "late_ms":null,"is_priced":null,"is_complete":null,"rule_set":"r1",\
            "final_at":"2026-06-15T08:01:00.000042Z"}"""
                .formatted(id, explanation));
  }

  @Test
  void howFarALogWasSentIsReadAsItWasWritten() {
    SentAlerts sent = new SentAlerts("fraud_second_stage", 12, "a-1", 3);

    assertThat(SentAlerts.of(sent.key(), sent.value())).isEqualTo(sent);
    for (String value : new String[] {"", "{", "[]", "{}", "{\"record\":1,\"attempt\":2}"}) {
      assertThatThrownBy(() -> SentAlerts.of(sent.key(), value.getBytes(UTF_8)))
          .as(value)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("fraud-second-alerts-sent says of fraud_second_stage '" + value)
          .hasMessageContaining("Delete the topic");
    }
    assertThatThrownBy(() -> SentAlerts.of(null, null)).hasMessageContaining("no log 'nothing'");
  }

  private EvaluatedPayment<LiveRow> scored(Payment payment) {
    byte[] score = json.score(payment, evaluate(payment));
    return SecondAlertRows.payment(
        FraudRows.row(FraudRows.SCORES, score, 2, 77, null, 0).orElseThrow(), payment);
  }

  private Evaluation evaluate(Payment payment) {
    return evaluator.evaluate(evaluator.newAccount(), payment);
  }

  private static Payment refused(String account, long micros) {
    return new Payment(
        "t1",
        account,
        micros,
        5_000_001L,
        "USD",
        "Crépe & Co",
        null,
        null,
        "online",
        "refused",
        null,
        "FR",
        Double.NaN,
        Double.NaN);
  }
}
