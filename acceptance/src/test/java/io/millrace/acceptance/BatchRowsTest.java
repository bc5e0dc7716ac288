package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Rows of the warehouse as text are, in JSON, what the other hosts write to the byte. */
@Order(30)
class BatchRowsTest {

  private static final String NULL = "\\N";

  private final RuleSet rules = RuleSet.load(Checkout.root().resolve("conf/fraud-rules.yaml"));
  private final FraudEvaluator evaluator = new FraudEvaluator(rules);
  private final FraudJson json = new FraudJson(rules.version());

  @Test
  void aScoreAndItsAlertAreThoseOfAllHosts() throws Exception {
    Payment payment = payment(123_456_789_000L, "Grüße & \"Söhne\"");
    Evaluation evaluation = evaluator.evaluate(evaluator.newAccount(), payment);
    Alert alert = evaluation.alerts().get(0);

    assertThat(evaluation.alerts()).hasSize(2);
    assertThat(
            score(
                "12345678.9000",
                Integer.toString(evaluation.score()),
                evaluation.level().text(),
                "HIGH_AMOUNT VELOCITY_AMOUNT"))
        .isEqualTo(new String(json.score(payment, evaluation), UTF_8));
    assertThat(
            text(
                BatchRows.ALERT,
                List.of(
                    alert.id(),
                    alert.finding().rule(),
                    alert.finding().severity().text(),
                    alert.finding().explanation(),
                    "t-1",
                    "a-1",
                    "2026-01-05T10:00:00.123",
                    "12345678.9000",
                    "USD",
                    "Grüße & \"Söhne\"",
                    NULL,
                    "online",
                    NULL,
                    Integer.toString(evaluation.score()),
                    evaluation.level().text(),
                    NULL,
                    "0",
                    "true",
                    "true",
                    rules.version())))
        .isEqualTo(new String(json.alert(payment, evaluation, alert), UTF_8));
  }

  @Test
  void aScoreWithoutRulesIsThatOfAllHosts() throws Exception {
    Payment payment = payment(0, null);
    Evaluation evaluation = evaluator.evaluate(evaluator.newAccount(), payment);

    assertThat(score("0.0000", "0", "low", ""))
        .isEqualTo(new String(json.score(payment, evaluation), UTF_8));
  }

  private static Payment payment(long amount, String merchant) {
    return new Payment(
        "t-1",
        "a-1",
        1_767_607_200_123_000L,
        amount,
        "USD",
        merchant,
        null,
        null,
        "online",
        "approved",
        null,
        null,
        Double.NaN,
        Double.NaN);
  }

  private String score(String amount, String score, String level, String fired) throws Exception {
    return text(
        BatchRows.SCORE,
        List.of(
            "t-1",
            "a-1",
            "2026-01-05T10:00:00.123",
            amount,
            "USD",
            score,
            level,
            NULL,
            "0",
            "true",
            "true",
            rules.version(),
            fired));
  }

  private static String text(List<String> members, List<String> values) throws Exception {
    return new String(BatchRows.json(members, values), UTF_8);
  }
}
