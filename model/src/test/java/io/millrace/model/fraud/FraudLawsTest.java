package io.millrace.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds whatever is paid, with all rules that are declared. */
class FraudLawsTest {
  private static final RuleSet RULES = RuleSet.load(Path.of("../conf/fraud-rules.yaml"));
  private static final int PAYMENTS = 300;
  private static final String[] AMOUNTS = {
    "0.5", "3", "4.99", "5", "20", "60", "199", "201", "520", "4500", "4999.99", "5000", "7000"
  };

  @Property(tries = 50)
  void accountsDoNotTouchEachOther(@ForAll long seed) {
    List<Payment> payments = payments(seed);
    Map<String, List<Evaluation>> mixed = evaluations(new Desk(RULES), payments);

    payments.sort((a, b) -> a.accountId().compareTo(b.accountId()));

    assertThat(evaluations(new Desk(RULES), payments)).isEqualTo(mixed);
  }

  @Property(tries = 50)
  void duplicatesChangeNeitherStateNorAlerts(
      @ForAll long seed, @ForAll @IntRange(max = 40) int gap) {
    List<Payment> payments = payments(seed);
    Desk plain = new Desk(RULES);
    Desk repeated = new Desk(RULES);
    for (int i = 0; i < payments.size(); i++) {
      Evaluation expected = plain.pay(payments.get(i));
      assertThat(repeated.pay(payments.get(i))).isEqualTo(expected);
      // delivered again, at once or later, within the horizon
      assertThat(repeated.pay(payments.get(Math.max(0, i - gap))).isDuplicate()).isTrue();
    }

    for (Payment payment : payments) {
      assertThat(repeated.state(payment.accountId())).isEqualTo(plain.state(payment.accountId()));
    }
  }

  @Property(tries = 50)
  void aStateThatWasWrittenAndReadGoesOnAsIfItHadNotBeen(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int every) {
    FraudEvaluator evaluator = new FraudEvaluator(RULES);
    AccountState kept = evaluator.newAccount();
    AccountState stored = evaluator.newAccount();
    int arrived = 0;
    for (Payment payment : payments(seed)) {
      assertThat(evaluator.evaluate(stored, payment)).isEqualTo(evaluator.evaluate(kept, payment));
      if (++arrived % every == 0) {
        byte[] bytes = evaluator.write(stored);
        stored = evaluator.read(bytes);
        assertThat(evaluator.write(stored)).isEqualTo(bytes);
      }
    }
    assertThat(evaluator.write(stored)).isEqualTo(evaluator.write(kept));
  }

  @Property(tries = 20)
  void rulesOfTheSecondStageChangeNothingOfTheFirst(@ForAll long seed) {
    RuleSet without =
        new RuleSet(
            RULES.version(),
            RULES.currencies(),
            RULES.duplicateHorizon(),
            RULES.allowedLateness(),
            RULES.historyHalfLife(),
            RULES.levels(),
            RULES.rules(),
            RULES.lists(),
            RULES.model(),
            List.of());
    List<Payment> payments = payments(seed);
    Desk with = new Desk(RULES);
    Desk plain = new Desk(without);

    assertThat(RULES.secondStage()).isNotEmpty();
    assertThat(evaluations(with, payments)).isEqualTo(evaluations(plain, payments));
    for (Payment payment : payments) {
      assertThat(with.state(payment.accountId())).isEqualTo(plain.state(payment.accountId()));
    }
  }

  @Property(tries = 50)
  void theScoreNeverFallsWhenMoreRulesFire(@ForAll long seed) {
    Map<Integer, Integer> leastByRules = new HashMap<>();
    for (List<Evaluation> account : evaluations(new Desk(RULES), payments(seed)).values()) {
      for (Evaluation evaluation : account) {
        int fired = 0;
        for (Finding finding : evaluation.findings()) {
          fired |= 1 << names().indexOf(finding.rule());
        }
        Integer before = leastByRules.put(fired, evaluation.score());
        assertThat(before == null || before == evaluation.score()).isTrue();
        assertThat(evaluation.score()).isBetween(0, Evaluation.GREATEST_SCORE);
      }
    }
    leastByRules.forEach(
        (fewer, low) ->
            leastByRules.forEach(
                (more, high) -> assertThat((fewer & more) != fewer || low <= high).isTrue()));
  }

  @Property(tries = 20)
  void percentilesAreNeverBelowTheTrueOnesAndHardlyAbove(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 2_000) int count) {
    Random random = new Random(seed);
    AmountDistribution distribution = new AmountDistribution();
    long[] amounts = new long[count];
    for (int i = 0; i < count; i++) {
      amounts[i] = (long) Math.exp(random.nextDouble() * 34);
      distribution.add(amounts[i]);
    }
    java.util.Arrays.sort(amounts);
    for (int percent : new int[] {50, 90, 95, 99}) {
      long exact = amounts[(int) Math.ceil(percent * count / 100.0) - 1];
      assertThat(distribution.percentile(percent)).isBetween(exact, exact + exact / 64);
    }
  }

  private static List<String> names() {
    return RULES.rules().stream().map(rule -> rule.terms().name()).toList();
  }

  private static Map<String, List<Evaluation>> evaluations(Desk desk, List<Payment> payments) {
    Map<String, List<Evaluation>> evaluations = new HashMap<>();
    for (Payment payment : payments) {
      evaluations
          .computeIfAbsent(payment.accountId(), a -> new ArrayList<>())
          .add(desk.pay(payment));
    }
    return evaluations;
  }

  /** Of three accounts, mostly in the order of time, one in ten up to half an hour late. */
  static List<Payment> payments(long seed) {
    Random random = new Random(seed);
    List<Payment> payments = new ArrayList<>();
    long seconds = 0;
    for (int i = 0; i < PAYMENTS; i++) {
      seconds += random.nextInt(240);
      long late = random.nextInt(10) == 0 ? random.nextInt(1_800) : 0;
      Payments payment =
          Payments.at(
                  java.time.Duration.ofSeconds(seconds - late),
                  AMOUNTS[random.nextInt(AMOUNTS.length)])
              .id("T" + i)
              .account("A" + random.nextInt(3))
              .merchant("M" + random.nextInt(8))
              .country(random.nextInt(20) == 0 ? "FR" : "US")
              .currency(random.nextInt(20) == 0 ? "XTS" : "USD");
      if (random.nextBoolean()) {
        payment = payment.device("D" + random.nextInt(6));
      }
      if (random.nextInt(3) == 0) {
        payment = payment.in(random.nextInt(3) * 20, 0);
      }
      payments.add(payment.make());
    }
    return payments;
  }
}
