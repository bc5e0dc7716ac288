package io.millrace.model.fraud.second;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.Finding;
import io.millrace.model.fraud.RiskLevel;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondStageTest {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final RuleSet RULES =
      rules(
          """
          BURST: {kind: merchant_burst, severity: high}
          STRICT: {kind: merchant_burst, limit: 0.2, payments: 3, within: PT90S, of: [refused]}
          NO_BROWSING: {}
          HASTY: {kind: no_browsing, within: PT2M}
          """);

  /** What a user did when. */
  private record View(String userId, long micros) {}

  /** A fired rule, without what only hosts add. */
  private record Fired(String rule, long micros, String transactionId, String explanation) {}

  @Test
  void theTenthPaymentOfABurstRaisesOneAlertThatSaysHowManyWithinWhichTime() {
    SecondStage<String> stage = new SecondStage<>(RULES);
    for (int i = 0; i < 14; i++) {
      boolean isRefused = i % 2 == 0 || i == 9;
      stage.payment(payment("t" + i, i * 40L * SECOND, "m", isRefused, false));
    }

    List<SecondAlert<String>> alerts =
        stage.advance(SecondStage.END).stream()
            .filter(alert -> alert.alert().finding().rule().equals("BURST"))
            .toList();

    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).payment().transactionId()).isEqualTo("t9");
    assertThat(alerts.get(0).isComplete()).isTrue();
    assertThat(alerts.get(0).alert().finding())
        .isEqualTo(
            new Finding(
                "BURST",
                0,
                RiskLevel.HIGH,
                "6 of 10 payments at this merchant within 6 min refused or flagged, where 0.5 is too many"));
  }

  @Test
  void aBurstThatWentBelowTheLimitMayRiseAgainAndOneThatFellSilentBeginsAnew() {
    RuleSet rules = rules("B: {kind: merchant_burst, payments: 2, within: PT1M, of: flagged}");
    SecondStage<String> stage = new SecondStage<>(rules);
    stage.payment(payment("a", 0, "m", false, true));
    stage.payment(payment("b", 10 * SECOND, "m", false, true)); // 2 of 2
    stage.payment(payment("c", 20 * SECOND, "m", false, true)); // still above
    stage.payment(payment("d", 30 * SECOND, "m", true, false));
    stage.payment(payment("e", 40 * SECOND, "m", true, false));
    stage.payment(payment("f", 50 * SECOND, "m", true, false)); // 3 of 6: not above
    stage.payment(payment("g", 55 * SECOND, "m", false, true)); // 4 of 7
    // more than a minute later, where nothing of before is in the window
    stage.payment(payment("h", 200 * SECOND, "m", false, true));
    stage.payment(payment("i", 201 * SECOND, "m", false, true));

    assertThat(fired(stage.advance(SecondStage.END)))
        .extracting(Fired::transactionId)
        .containsExactly("b", "g", "i");
  }

  @Test
  void onlyAPageViewOfTheSameUserInTheTimeBeforeIsBrowsingBothEndsIncluded() {
    RuleSet rules = rules("NO_BROWSING: {within: PT10M}");
    SecondStage<String> stage = new SecondStage<>(rules);
    stage.pageView("u1", 0);
    stage.pageView("u2", 30 * MINUTE);
    stage.pageView("other", 29 * MINUTE);
    stage.payment(order("exactly so long before", "u1", 10 * MINUTE));
    stage.payment(order("a moment longer", "u1", 10 * MINUTE + 1));
    stage.payment(order("at the same time", "u2", 30 * MINUTE));
    stage.payment(order("a moment before it", "u2", 30 * MINUTE - 1));
    stage.payment(order("of nobody", null, 30 * MINUTE));
    stage.payment(
        new EvaluatedPayment<>(
            "of no order", "a", 30 * MINUTE, null, "u9", false, false, false, true, ""));

    List<SecondAlert<String>> alerts = stage.advance(SecondStage.END);

    assertThat(alerts)
        .extracting(alert -> alert.payment().transactionId())
        .containsExactly("a moment longer", "a moment before it");
    assertThat(alerts.get(0).alert().finding().explanation())
        .isEqualTo("no page view of the same user in the 10 min before this payment of an order");
  }

  @Test
  void aHostThatJoinsPageViewsItselfIsToldTheSame() {
    EvaluatedPayment<String> payment = order("t", "u", 60 * MINUTE);

    assertThat(fired(SecondStage.withoutBrowsing(RULES, payment, OptionalLong.empty())))
        .extracting(Fired::rule)
        .containsExactly("NO_BROWSING", "HASTY");
    assertThat(fired(SecondStage.withoutBrowsing(RULES, payment, OptionalLong.of(57 * MINUTE))))
        .extracting(Fired::rule)
        .containsExactly("HASTY");
    assertThat(SecondStage.withoutBrowsing(RULES, payment, OptionalLong.of(58 * MINUTE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void alertsAreThoseOfThePlainDefinitionInWhateverOrderPaymentsAndPageViewsCome(long seed) {
    // given
    Random random = new Random(seed);
    List<EvaluatedPayment<String>> payments = payments(random, 1_500);
    List<View> views = views(random, 400);
    List<Fired> expected = plainly(payments, views);
    assertThat(expected)
        .extracting(Fired::rule)
        .contains("BURST", "STRICT", "NO_BROWSING", "HASTY");

    // when all come at once, and when they come in another order with a watermark behind them
    SecondStage<String> atOnce = new SecondStage<>(RULES);
    payments.forEach(atOnce::payment);
    views.forEach(view -> atOnce.pageView(view.userId(), view.micros()));
    List<Fired> inAnyOrder = byWatermark(random, payments, views);

    // then
    assertThat(fired(atOnce.advance(SecondStage.END))).isEqualTo(expected);
    assertThat(inAnyOrder).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void whatLiesBeforeTheLookBackMakesNoDifference(long seed) {
    Random random = new Random(seed);
    List<EvaluatedPayment<String>> payments = payments(random, 1_500);
    List<View> views = views(random, 400);
    long from = 90 * MINUTE;
    long known = from - SecondStage.lookBack(RULES.secondStage()).toNanos() / 1_000;
    SecondStage<String> stage = new SecondStage<>(RULES);

    payments.stream().filter(payment -> payment.micros() >= known).forEach(stage::payment);
    views.stream()
        .filter(view -> view.micros() >= known)
        .forEach(view -> stage.pageView(view.userId(), view.micros()));
    stage.advance(from);

    assertThat(fired(stage.advance(SecondStage.END)))
        .isEqualTo(
            plainly(payments, views).stream().filter(fired -> fired.micros() >= from).toList())
        .isNotEmpty();
  }

  @Test
  void whatTheWatermarkHasPassedIsCountedAndNotEvaluated() {
    SecondStage<String> stage = new SecondStage<>(RULES);
    stage.payment(order("in time", "u", 10 * MINUTE));
    assertThat(fired(stage.advance(10 * MINUTE + 1))).hasSize(2);

    stage.payment(order("late", "v", 10 * MINUTE));
    stage.pageView("w", 10 * MINUTE);
    stage.payment(order("next", "w", 10 * MINUTE + 1));
    stage.advance(MINUTE);

    assertThat(fired(stage.advance(SecondStage.END)))
        .extracting(Fired::transactionId)
        .containsExactly("next", "next");
    assertThat(stage.latePayments()).isEqualTo(1);
    assertThat(stage.latePageViews()).isEqualTo(1);
  }

  @Test
  void aWindowOfMoreThanFourThousandPaymentsDropsTheOldestAndSaysSo() {
    RuleSet rules = rules("B: {kind: merchant_burst, limit: 0.5, within: P1D, of: refused}");
    SecondStage<String> stage = new SecondStage<>(rules);
    for (int i = 0; i < 2 * MerchantWindow.MOST; i++) {
      stage.payment(
          payment("t%05d".formatted(i), i * SECOND, "m", i >= MerchantWindow.MOST, false));
    }

    List<SecondAlert<String>> alerts = stage.advance(SecondStage.END);

    // of the 4,096 latest 2,049 are refused
    assertThat(fired(alerts))
        .containsExactly(
            new Fired(
                "B",
                6_144 * SECOND,
                "t06144",
                "2049 of 4096 payments at this merchant within 1 h 8 min 15 s refused, where 0.5 is too many"));
    assertThat(alerts.get(0).isComplete()).isFalse();
  }

  @Test
  void anAlertOfAPaymentWhoseOwnWindowsLackPaymentsIsNotComplete() {
    EvaluatedPayment<String> payment =
        new EvaluatedPayment<>("t", "a", 0, null, "u", true, false, false, false, "");

    assertThat(SecondStage.withoutBrowsing(RULES, payment, OptionalLong.empty()))
        .allMatch(alert -> !alert.isComplete());
  }

  @Test
  void aRuleSetWithoutSuchRulesLooksAtNothing() {
    SecondStage<String> stage = new SecondStage<>(rules("HIGH_AMOUNT: {}"));
    stage.payment(payment("t", 0, "m", true, true));
    stage.pageView("u", 0);

    assertThat(stage.readsPageViews()).isFalse();
    assertThat(stage.advance(SecondStage.END)).isEmpty();
    assertThat(SecondStage.lookBack(List.of())).isZero();
  }

  private static RuleSet rules(String yaml) {
    return RuleSet.parse(
        "test.yaml", "version: test\nbase_currency: USD\nrules:\n" + yaml.indent(2));
  }

  private static EvaluatedPayment<String> payment(
      String id, long micros, String merchant, boolean isRefused, boolean isFlagged) {
    return new EvaluatedPayment<>(
        id, "a", micros, merchant, null, false, isRefused, isFlagged, true, "origin of " + id);
  }

  private static EvaluatedPayment<String> order(String id, String userId, long micros) {
    return new EvaluatedPayment<>(
        id, "a", micros, null, userId, true, false, false, true, "origin of " + id);
  }

  /** Two hours of them at few merchants, many at the same time. */
  private static List<EvaluatedPayment<String>> payments(Random random, int count) {
    List<EvaluatedPayment<String>> payments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long minute = random.nextInt(120);
      boolean isBad = minute / 20 % 2 == 0 ? random.nextInt(5) > 1 : random.nextInt(8) == 0;
      payments.add(
          new EvaluatedPayment<>(
              "t" + random.nextInt(200),
              "a" + i,
              minute * MINUTE + random.nextInt(12) * 5L * SECOND,
              random.nextInt(10) == 0 ? null : "m" + random.nextInt(4),
              random.nextInt(10) == 0 ? null : "u" + random.nextInt(40),
              random.nextInt(3) > 0,
              isBad && random.nextBoolean(),
              isBad && random.nextBoolean(),
              true,
              ""));
    }
    return payments;
  }

  private static List<View> views(Random random, int count) {
    List<View> views = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      views.add(new View("u" + random.nextInt(40), random.nextInt(24 * 60) * 5L * SECOND));
    }
    return views;
  }

  /** Out of order by up to five minutes, with a watermark so far behind. */
  private static List<Fired> byWatermark(
      Random random, List<EvaluatedPayment<String>> payments, List<View> views) {
    record Arrival(long at, EvaluatedPayment<String> payment, View view) {}
    List<Arrival> arrivals = new ArrayList<>();
    int delay = (int) (5 * MINUTE);
    payments.forEach(p -> arrivals.add(new Arrival(p.micros() + random.nextInt(delay), p, null)));
    views.forEach(v -> arrivals.add(new Arrival(v.micros() + random.nextInt(delay), null, v)));
    Collections.shuffle(arrivals, random);
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    SecondStage<String> stage = new SecondStage<>(RULES);
    List<Fired> fired = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      fired.addAll(fired(stage.advance(arrival.at() - delay)));
      if (arrival.payment() != null) {
        stage.payment(arrival.payment());
      } else {
        stage.pageView(arrival.view().userId(), arrival.view().micros());
      }
    }
    fired.addAll(fired(stage.advance(SecondStage.END)));
    assertThat(stage.latePayments() + stage.latePageViews()).isZero();
    return fired;
  }

  private static List<Fired> fired(List<SecondAlert<String>> alerts) {
    return alerts.stream()
        .map(
            alert ->
                new Fired(
                    alert.alert().finding().rule(),
                    alert.payment().micros(),
                    alert.payment().transactionId(),
                    alert.alert().finding().explanation()))
        .toList();
  }

  /** Each payment by itself, as docs/fraud.md says. */
  private static List<Fired> plainly(List<EvaluatedPayment<String>> payments, List<View> views) {
    List<EvaluatedPayment<String>> inOrder = new ArrayList<>(payments);
    inOrder.sort(
        Comparator.comparingLong((EvaluatedPayment<String> p) -> p.micros())
            .thenComparing(p -> p.transactionId())
            .thenComparing(p -> p.accountId()));
    List<Fired> fired = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      EvaluatedPayment<String> payment = inOrder.get(i);
      for (SecondStageRule rule : RULES.secondStage()) {
        long from = payment.micros() - rule.within().toNanos() / 1_000;
        if (rule instanceof SecondStageRule.MerchantBurst burst && payment.merchant() != null) {
          List<EvaluatedPayment<String>> window = window(inOrder, i, from);
          List<EvaluatedPayment<String>> before =
              window.size() == 1
                  ? List.of()
                  : window(
                      inOrder,
                      inOrder.indexOf(window.get(1)),
                      window.get(1).micros() - rule.within().toNanos() / 1_000);
          if (isAbove(burst, window) && !isAbove(burst, before)) {
            fired.add(
                new Fired(
                    rule.name(), payment.micros(), payment.transactionId(), told(burst, window)));
          }
        } else if (rule instanceof SecondStageRule.NoBrowsing
            && payment.hasOrder()
            && payment.userId() != null
            && views.stream()
                .noneMatch(
                    view ->
                        view.userId().equals(payment.userId())
                            && view.micros() >= from
                            && view.micros() <= payment.micros())) {
          String within = rule.within().equals(Duration.ofMinutes(30)) ? "30 min" : "2 min";
          fired.add(
              new Fired(
                  rule.name(),
                  payment.micros(),
                  payment.transactionId(),
                  "no page view of the same user in the "
                      + within
                      + " before this payment of an order"));
        }
      }
    }
    return fired;
  }

  /** The payments of a merchant from that time to that place, the last first. */
  private static List<EvaluatedPayment<String>> window(
      List<EvaluatedPayment<String>> inOrder, int place, long from) {
    List<EvaluatedPayment<String>> window = new ArrayList<>();
    for (int i = place; i >= 0 && inOrder.get(i).micros() >= from; i--) {
      if (inOrder.get(place).merchant().equals(inOrder.get(i).merchant())) {
        window.add(inOrder.get(i));
      }
    }
    return window;
  }

  private static boolean isAbove(
      SecondStageRule.MerchantBurst rule, List<EvaluatedPayment<String>> window) {
    return window.size() >= rule.payments()
        && BigDecimal.valueOf(counted(rule, window))
                .compareTo(rule.limit().multiply(BigDecimal.valueOf(window.size())))
            > 0;
  }

  private static long counted(
      SecondStageRule.MerchantBurst rule, List<EvaluatedPayment<String>> window) {
    return window.stream()
        .filter(p -> p.isRefused() || (rule.name().equals("BURST") && p.isFlagged()))
        .count();
  }

  private static String told(
      SecondStageRule.MerchantBurst rule, List<EvaluatedPayment<String>> window) {
    long seconds = (window.get(0).micros() - window.get(window.size() - 1).micros()) / SECOND;
    String span =
        (seconds >= 60 ? seconds / 60 + " min" : "")
            + (seconds >= 60 && seconds % 60 > 0 ? " " : "")
            + (seconds % 60 > 0 || seconds == 0 ? seconds % 60 + " s" : "");
    return "%d of %d payments at this merchant within %s %s, where %s is too many"
        .formatted(
            counted(rule, window),
            window.size(),
            span,
            rule.name().equals("BURST") ? "refused or flagged" : "refused",
            rule.limit());
  }
}
