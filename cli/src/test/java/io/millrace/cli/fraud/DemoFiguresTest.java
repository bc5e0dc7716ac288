package io.millrace.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import io.millrace.model.fraud.RuleSet;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoFiguresTest {

  private static final RuleSet RULES =
      RuleSet.parse(
          "rules.yaml",
          """
          version: test
          base_currency: USD
          rates: {EUR: 2}
          rules:
            HIGH_AMOUNT: {limit: 1000, weight: 40}
            GREAT_AMOUNT: {kind: high_amount, limit: 5000, weight: 60}
          """);

  private final FraudEvaluator evaluator = new FraudEvaluator(RULES);
  private final Map<String, AccountState> accounts = new HashMap<>();
  private final DemoFigures figures = new DemoFigures(RULES);

  @Test
  void scoresPlacesAndWorthAreThoseThatAreReckonedByHand() {
    // given an account whose first fraud is seen 90 s later, by two alerts, and not the third time
    pay("a", 10, "500", "USD", "corner", "Rome", Label.FRAUD);
    pay("a", 100, "3000", "EUR", "corner", "Rome", Label.FRAUD);
    pay("a", 300, "20", "USD", "web", null, Label.FRAUD);
    // one that is seen at once, one that is seen 30 s later, and one that never is
    pay("b", 10, "1500", "USD", "web", null, Label.FRAUD);
    pay("c", 10, "10", "USD", "corner", "Oslo", Label.FRAUD);
    pay("c", 40, "1100", "USD", "corner", "Oslo", Label.FRAUD);
    pay("d", 10, "30", "USD", "corner", "Oslo", Label.FRAUD);
    // honest ones, one without a label, and one whose amount nobody knows
    pay("b", 20, "1200", "USD", null, "Oslo", Label.HONEST);
    pay("b", 30, "1300.5", "USD", "corner", "Oslo", Label.UNKNOWN);
    pay("b", 40, "9", "XTS", "corner", "Oslo", Label.HONEST);
    // what comes again counts once
    pay("b", 10, "1500", "USD", "web", null, Label.FRAUD);

    // then
    assertThat(figures.lines())
        .containsExactly(
            "",
            "SCORE      PAYMENTS  ALERTED  FRAUD  AMOUNT, USD",
            "0 to 9            5        0      4       560.00",
            "40 to 49          4        4      2     5,100.50",
            "90 to 100         1        1      1     6,000.00",
            "",
            "ACCOUNT  ALERTS  ALERTED  FRAUD    AMOUNT",
            "b             3        3      1  4,000.50",
            "a             2        1      1  6,000.00",
            "c             1        1      1  1,100.00",
            "",
            "MERCHANT   ALERTS  ALERTED  FRAUD    AMOUNT",
            "corner          4        3      2  8,400.50",
            "web             1        1      1  1,500.00",
            "(unknown)       1        1      0  1,200.00",
            "",
            "CITY       ALERTS  ALERTED  FRAUD    AMOUNT",
            "Oslo            3        3      1  3,600.50",
            "Rome            2        1      1  6,000.00",
            "(unknown)       1        1      1  1,500.00",
            "",
            "Loss caught: 8,600.00 of 9,160.00 USD in fraud, which is 0.939 of it.",
            "Alerts per true fraud: 2.00.",
            "Accounts with fraud: 4, of which 3 had an alert on it.",
            "From first fraud to first alert on it: mean 40 s, median 30 s.");
  }

  @Test
  void whereNothingIsLabelledOrAlertedThereAreScoresAlone() {
    pay("a", 10, "5", "USD", "corner", "Rome", Label.UNKNOWN);

    assertThat(figures.lines())
        .containsExactly(
            "",
            "SCORE   PAYMENTS  ALERTED  FRAUD  AMOUNT, USD",
            "0 to 9         1        0      0         5.00");
  }

  private void pay(
      String account,
      long second,
      String amount,
      String currency,
      String merchant,
      String city,
      Label label) {
    Payment payment =
        new Payment(
            account + second,
            account,
            second * 1_000_000,
            new BigDecimal(amount).movePointRight(4).longValueExact(),
            currency,
            merchant,
            null,
            null,
            null,
            null,
            null,
            null,
            Double.NaN,
            Double.NaN);
    figures.evaluated(
        payment,
        evaluator.evaluate(accounts.computeIfAbsent(account, a -> evaluator.newAccount()), payment),
        new PaymentNote(label, city));
  }
}
