package io.millrace.model.fraud;

import static io.millrace.model.fraud.Payments.at;
import static io.millrace.model.fraud.Payments.atMinute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FraudEvaluatorTest {

  private static final String TWO_RULES =
      "rules: {HIGH_AMOUNT: {weight: 40, severity: high, limit: 100},"
          + " VELOCITY_COUNT: {weight: 35, windows: [{count: 2, within: PT5M}]}}\n";

  @Test
  void theScoreIsTheSumOfTheWeightsAndAtMostAHundred() {
    Desk desk = Desk.of(TWO_RULES);

    assertThat(desk.pay(atMinute(0, "100"))).matches(e -> e.score() == 0);
    assertThat(desk.pay(atMinute(1, "100")))
        .matches(e -> e.score() == 35 && e.level() == RiskLevel.MEDIUM);
    assertThat(desk.pay(atMinute(2, "101")))
        .matches(e -> e.score() == 75 && e.level() == RiskLevel.HIGH);
    Desk heavy = Desk.of(TWO_RULES.replace("40", "90"));
    heavy.pay(atMinute(0, "1"));
    assertThat(heavy.pay(atMinute(1, "101")))
        .matches(e -> e.score() == 100 && e.level() == RiskLevel.CRITICAL);
  }

  @Test
  void theScoreNeverFallsWhenOneMoreRuleFires() {
    // given four rules that fire by themselves, so that every set of them can fire
    String rule =
        "  %s: {kind: sequence, within: PT1M, weight: %d, steps: [{name: a, where: {%s}}]}\n";
    Desk desk =
        Desk.of(
            "rules:\n"
                + rule.formatted("REFUSED", 7, "status: refused")
                + rule.formatted("ABROAD", 0, "country: FR")
                + rule.formatted("SHOP", 60, "merchant: M1")
                + rule.formatted("LARGE", 55, "amount_above: 10"));
    int[] scores = new int[16];

    // when each set of them fires
    for (int set = 0; set < scores.length; set++) {
      Payments payment = atMinute(set, (set & 8) == 0 ? "1" : "11");
      payment = (set & 1) == 0 ? payment : payment.status("refused");
      payment = (set & 2) == 0 ? payment : payment.country("FR");
      payment = (set & 4) == 0 ? payment : payment.merchant("M1");
      Evaluation evaluation = desk.pay(payment);
      assertThat(evaluation.findings()).hasSize(Integer.bitCount(set));
      scores[set] = evaluation.score();
    }

    // then
    for (int fewer = 0; fewer < scores.length; fewer++) {
      for (int more = 0; more < scores.length; more++) {
        if ((fewer & more) == fewer) {
          assertThat(scores[more]).isGreaterThanOrEqualTo(scores[fewer]);
        }
      }
    }
    assertThat(scores[0]).isZero();
    assertThat(scores[15]).isEqualTo(100);
  }

  @Test
  void anAlertsIdSaysWhichRuleOfWhichVersionFiredForWhichPayment() {
    Payment payment = atMinute(0, "101").make();
    Alert alert = Desk.of(TWO_RULES).pay(payment).alerts().get(0);

    assertThat(alert.finding())
        .isEqualTo(
            new Finding(
                "HIGH_AMOUNT", 40, RiskLevel.HIGH, "101 USD is above the limit of 100 USD"));
    assertThat(alert.id()).matches("[0-9a-f]{32}");
    assertThat(Desk.of(TWO_RULES).pay(payment).alerts()).containsExactly(alert);
    Finding other = new Finding("OTHER", 40, RiskLevel.HIGH, "");
    assertThat(Alert.of("test", payment, other).id()).isNotEqualTo(alert.id());
    assertThat(Alert.of("test2", payment, alert.finding()).id()).isNotEqualTo(alert.id());
    assertThat(Alert.of("test", atMinute(1, "101").make(), alert.finding()).id())
        .isNotEqualTo(alert.id());
  }

  @Test
  void allowComesBeforeBlockBeforeReviewBeforeTheRules() {
    Desk desk =
        Desk.of(
            TWO_RULES
                + """
                lists:
                  allow: [{merchant: Trusted}]
                  block: [{country: XX}, {device: D9}]
                  review: [{account: A1, until: 2026-11-23, reason: new customer}]
                """);

    Evaluation allowed = desk.pay(atMinute(0, "101").merchant("Trusted").country("XX"));
    Evaluation blocked = desk.pay(atMinute(60, "101").country("XX"));
    Evaluation reviewed = desk.pay(atMinute(120, "101"));
    Evaluation expired = desk.pay(at(Duration.ofHours(12), "101"));

    assertThat(allowed.list()).contains(ListKind.ALLOW);
    assertThat(allowed.score()).isZero();
    assertThat(allowed.alerts()).isEmpty();
    assertThat(rules(allowed)).containsExactly("ALLOW_LIST", "HIGH_AMOUNT");
    assertThat(blocked.list()).contains(ListKind.BLOCK);
    assertThat(blocked.score()).isEqualTo(100);
    assertThat(blocked.alerts())
        .extracting(a -> a.finding().explanation())
        .containsExactly("country XX is on the block list");
    assertThat(reviewed.list()).contains(ListKind.REVIEW);
    assertThat(reviewed.score()).isEqualTo(50);
    assertThat(reviewed.alerts())
        .extracting(a -> a.finding().rule())
        .containsExactly("REVIEW_LIST", "HIGH_AMOUNT");
    assertThat(reviewed.findings().get(0).explanation())
        .isEqualTo("account A1 is on the review list until 2026-11-23T00:00:00Z: new customer");
    assertThat(expired.list()).isEmpty();
    assertThat(rules(expired)).containsExactly("HIGH_AMOUNT");
  }

  @Test
  void aDuplicateChangesNothingWithinTheHorizonAndIsAPaymentAfterIt() {
    Desk desk = Desk.of("duplicate_horizon: PT1H\n" + TWO_RULES);
    Payments first = atMinute(0, "1");
    desk.pay(first);
    byte[] before = desk.state("A1");

    assertThat(desk.pay(first)).isEqualTo(Evaluation.DUPLICATE);
    assertThat(desk.state("A1")).isEqualTo(before);
    desk.pay(atMinute(60, "2"));
    assertThat(desk.pay(first).isDuplicate()).isTrue();
    desk.pay(atMinute(61, "2"));
    assertThat(desk.pay(first).isDuplicate()).isFalse();
  }

  @Test
  void aLatePaymentIsMarkedAndHeldAgainstWhatCameBeforeIt() {
    Desk desk = Desk.of(TWO_RULES);
    desk.pay(atMinute(0, "1"));
    desk.pay(atMinute(20, "1"));

    Evaluation late = desk.pay(atMinute(4, "1"));

    assertThat(late.lateMicros()).isEqualTo(16 * 60_000_000L);
    assertThat(late.isComplete()).isTrue();
    assertThat(rules(late)).containsExactly("VELOCITY_COUNT");
  }

  @Test
  void whoComesLaterThanAllowedIsToldThatPaymentsMayBeMissing() {
    Desk desk = Desk.of("allowed_lateness: PT1H\n" + TWO_RULES);
    desk.pay(atMinute(0, "1"));
    desk.pay(atMinute(1_000, "1"));

    Evaluation late = desk.pay(atMinute(4, "1"));

    assertThat(rules(late)).isEmpty();
    assertThat(late.isComplete()).isFalse();
    assertThat(desk.pay(atMinute(1_001, "1")).isComplete()).isTrue();
  }

  @Test
  void moreThanAWindowHoldsIsToldToo() {
    Desk desk = Desk.of("rules: {VELOCITY_AMOUNT: {limit: 1, within: P1D}}");
    for (int i = 0; i < TimeWindow.MOST; i++) {
      assertThat(desk.pay(at(Duration.ofSeconds(i), "1")).isComplete()).isTrue();
    }

    assertThat(desk.pay(at(Duration.ofSeconds(5_000), "1")).isComplete()).isFalse();
  }

  @Test
  void stateIsTheSameAfterARoundTripAndRubbishIsRefused() {
    RuleSet rules = RuleSet.load(Path.of("../conf/fraud-rules.yaml"));
    FraudEvaluator evaluator = new FraudEvaluator(rules);
    AccountState account = evaluator.newAccount();
    evaluator.evaluate(account, atMinute(0, "4600").in(1, 2).make());
    evaluator.evaluate(account, atMinute(1, "2").device("D1").make());

    byte[] bytes = evaluator.write(account);

    assertThat(evaluator.write(evaluator.read(bytes))).isEqualTo(bytes);
    assertThatThrownBy(() -> evaluator.read(new byte[] {9}))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageContaining("version 9 where 1 belongs");
    assertThatThrownBy(() -> evaluator.read(java.util.Arrays.copyOf(bytes, 20)))
        .isInstanceOf(InvalidStateException.class);
  }

  @Test
  void aRuleThatRemembersTheSameKeepsItsStateInANewRuleSet() {
    String structuring = "  STRUCTURING: {limit: %s, count: 3, weight: %d}\n";
    FraudEvaluator old =
        new FraudEvaluator(Desk.rules("rules:\n" + structuring.formatted("5000", 10)));
    AccountState account = old.newAccount();
    old.evaluate(account, atMinute(0, "4600").make());
    old.evaluate(account, atMinute(1, "4601").make());
    byte[] state = old.write(account);

    FraudEvaluator changedElsewhere =
        new FraudEvaluator(
            Desk.rules(
                "rules:\n  NEW_DEVICE: {kind: first_use, of: device}\n"
                    + structuring.formatted("5000", 90)));
    FraudEvaluator changed =
        new FraudEvaluator(Desk.rules("rules:\n" + structuring.formatted("5001", 10)));

    Payment third = atMinute(2, "4602").make();
    assertThat(rules(changedElsewhere.evaluate(changedElsewhere.read(state), third)))
        .containsExactly("STRUCTURING");
    assertThat(rules(changed.evaluate(changed.read(state), third))).isEmpty();
  }

  @Test
  void ordinaryPaymentsSayNothing() {
    Evaluation evaluation = Desk.of(TWO_RULES).pay(atMinute(0, "10"));

    assertThat(evaluation)
        .isEqualTo(
            new Evaluation(
                0, RiskLevel.LOW, Optional.empty(), List.of(), List.of(), 0, false, true, true));
  }

  private static List<String> rules(Evaluation evaluation) {
    return evaluation.findings().stream().map(Finding::rule).toList();
  }
}
