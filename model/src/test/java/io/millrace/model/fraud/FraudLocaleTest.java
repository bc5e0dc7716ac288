package io.millrace.model.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.fraud.second.SecondStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Hosts of another default locale write the same bytes. */
@Isolated("changes the default locale")
class FraudLocaleTest {
  private static final Locale USUAL = Locale.getDefault();
  private static final Locale OTHER_DIGITS = Locale.forLanguageTag("ar-EG");

  /** A rule of each kind, and all fire for payments of three accounts. */
  private static final String RULES =
      """
      version: test
      base_currency: USD
      rates: {EUR: 1.1}
      rules:
        HIGH_AMOUNT: {limit: 3000}
        VELOCITY_COUNT: {windows: [{count: 3, within: PT1H}]}
        VELOCITY_AMOUNT: {limit: 2000, within: PT1H}
        IMPOSSIBLE_TRAVEL: {}
        CARD_TESTING:
          kind: sequence
          within: PT6H
          steps:
            - {name: test, times: 2, where: {amount_below: 50}}
            - {name: charge, where: {amount_above: 100}}
        STRUCTURING: {limit: 9000, percent_below: 90, count: 3, within: P1D}
        UNUSUAL_AMOUNT: {deviations: 1, after: 5}
        NEW_DEVICE: {kind: first_use, of: device, percentile: 50, after: 1}
        NIGHT_OWL: {limit: 10, after: 1}
        MERCHANT_BURST: {limit: 0.2, payments: 2, within: PT6H}
        NO_BROWSING: {}
      lists:
        review: [{country: FR, until: 2100-01-01}]
      model:
        threshold: 0.6
        calibration: {slope: 2, intercept: 0}
        usual: {fraud: 0.01, amount: 3}
        trees: ["amount_log<=7:0 -1 1"]
      """;

  @AfterEach
  void restore() {
    Locale.setDefault(USUAL);
  }

  @Test
  void alertsAndScoresAreTheSameBytesWhereDigitsAreOthers() {
    List<String> usual = outputs();

    Locale.setDefault(OTHER_DIGITS);
    assertThat(String.format("%d", 1)).as("digits are others here").isNotEqualTo("1");
    List<String> other = outputs();

    assertThat(other).isEqualTo(usual);
    TreeSet<String> rules = new TreeSet<>();
    RuleSet.parse("rules.yaml", RULES).rules().forEach(rule -> rules.add(rule.terms().name()));
    rules.addAll(List.of("MERCHANT_BURST", "NO_BROWSING", "REVIEW_LIST", FraudModel.NAME));
    assertThat(rules)
        .allMatch(
            rule -> usual.stream().anyMatch(line -> line.contains("\"rule\":\"" + rule + "\"")));
  }

  /** Scores and alerts of both stages, as every host writes them. */
  private static List<String> outputs() {
    Desk desk = new Desk(RuleSet.parse("rules.yaml", RULES));
    SecondStage<Payment> second = new SecondStage<>(desk.evaluator().rules());
    FraudJson json = new FraudJson("test");
    List<String> lines = new ArrayList<>();
    for (Payment payment : FraudLawsTest.payments(7)) {
      Evaluation evaluation = desk.pay(payment);
      lines.add(new String(json.score(payment, evaluation), UTF_8));
      for (Alert alert : evaluation.alerts()) {
        lines.add(new String(json.alert(payment, evaluation, alert), UTF_8));
      }
      if (!evaluation.isDuplicate()) {
        second.payment(EvaluatedPayment.of(payment, evaluation, "u", "o", payment));
      }
    }
    second
        .advance(SecondStage.END)
        .forEach(
            alert ->
                lines.add(
                    "\"rule\":\"%s\" %s"
                        .formatted(
                            alert.alert().finding().rule(),
                            alert.alert().finding().explanation())));
    return lines;
  }
}
