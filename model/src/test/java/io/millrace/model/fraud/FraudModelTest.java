package io.millrace.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.fraud.RuleChange.Kind;
import io.millrace.model.fraud.RuleChange.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A model beside the rules, on and off. */
class FraudModelTest {
  private static final RuleText RULES = RuleText.load(Path.of("../conf/fraud-rules.yaml"));

  /** Fires for 500 and more at night, and for more than two rules. */
  private static final FraudModel MODEL =
      new FraudModel(
          30,
          RiskLevel.CRITICAL,
          0.75,
          new FraudModel.Calibration(2, -0.5),
          new FraudModel.Category(0.01, 3.5),
          Map.of("fuel \"and\" more", new FraudModel.Category(0.25, 4.125)),
          List.of(
              ModelTree.parse("amount_log<=6.2:0.1 -0.9 hours_from_noon<=8.5:0.5 0.0 1.0"),
              ModelTree.parse("rules_fired<=2.5:0.0 -0.1 2.0"),
              ModelTree.parse("0.25")));

  @Property(tries = 20)
  void whatIsSwitchedOffChangesNeitherAlertsNorStates(@ForAll long seed) {
    String declared = RULES.with("other", MODEL).yaml();
    RuleSet off =
        RuleSet.parse(
            "off.yaml",
            declared
                .replace("enabled: true", "enabled: false")
                .replace("version: other", "version: " + RULES.parse().version()));
    Desk plain = new Desk(RULES.parse());
    Desk switchedOff = new Desk(off);

    for (Payment payment : FraudLawsTest.payments(seed)) {
      assertThat(switchedOff.pay(payment)).isEqualTo(plain.pay(payment));
      assertThat(switchedOff.state(payment.accountId()))
          .isEqualTo(plain.state(payment.accountId()));
    }
  }

  @Property(tries = 20)
  void rulesFireWithAModelAsTheyDoWithoutOne(@ForAll long seed) {
    Desk plain = new Desk(RULES.parse());
    Desk with = new Desk(RULES.parse().with(MODEL));

    for (Payment payment : FraudLawsTest.payments(seed)) {
      List<Finding> found = new ArrayList<>(with.pay(payment).findings());
      found.removeIf(finding -> finding.rule().equals(FraudModel.NAME));
      assertThat(found).isEqualTo(plain.pay(payment).findings());
    }
  }

  @Property(tries = 20)
  void aStateThatWasWrittenAndReadGoesOnAsIfItHadNotBeen(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int every) {
    List<String> kept = new ArrayList<>();
    List<String> stored = new ArrayList<>();
    RuleSet rules = RULES.parse().with(MODEL);
    FraudEvaluator first = new FraudEvaluator(rules, telling(kept));
    FraudEvaluator second = new FraudEvaluator(rules, telling(stored));
    AccountState a = first.newAccount();
    AccountState b = second.newAccount();
    int arrived = 0;
    for (Payment payment : FraudLawsTest.payments(seed)) {
      assertThat(second.evaluate(b, payment)).isEqualTo(first.evaluate(a, payment));
      if (++arrived % every == 0) {
        b = second.read(second.write(b));
      }
    }
    assertThat(stored).isEqualTo(kept).isNotEmpty();
  }

  @Test
  void anAccountThatWasRememberedWithoutAModelGoesOnWithOne() {
    Desk plain = new Desk(RULES.parse());
    plain.pay(Payments.atMinute(0, "20"));
    FraudEvaluator with = new FraudEvaluator(RULES.parse().with(MODEL));

    AccountState account = with.read(plain.state("A1"));

    assertThat(with.evaluate(account, Payments.atMinute(0, "20").make()).isDuplicate()).isTrue();
  }

  @Test
  void anAlertNamesTheProbabilityAndWhatContributesMost() {
    Desk desk = new Desk(RULES.parse().with(MODEL));
    desk.pay(Payments.atMinute(0, "20"));

    Evaluation evaluation = desk.pay(Payments.at(Duration.ofHours(10), "600"));

    assertThat(evaluation.findings())
        .containsExactly(
            new Finding(
                "MODEL",
                30,
                RiskLevel.CRITICAL,
                "fraud with a probability of 0.858, where 0.75 is too much; most by"
                    + " hours_from_noon 10, amount_log 6.399"));
    assertThat(evaluation.score()).isEqualTo(30);
    assertThat(evaluation.alerts()).hasSize(1);
    assertThat(desk.evaluator().rules().alertNames())
        .endsWith("NIGHT_OWL", "MODEL", "BLOCK_LIST", "REVIEW_LIST", "MERCHANT_BURST");
  }

  @Test
  void featuresAreOfWhatCameBefore() {
    List<double[]> seen = new ArrayList<>();
    FraudModel model =
        FraudModel.untrained(
            new FraudModel.Category(0.01, 2),
            Map.of("groceries", new FraudModel.Category(0.25, 3)));
    FraudEvaluator evaluator =
        new FraudEvaluator(RULES.parse().with(model), (values, m, p) -> seen.add(values.clone()));
    AccountState account = evaluator.newAccount();

    evaluator.evaluate(account, Payments.atMinute(0, "10").in(50, 8).make());
    evaluator.evaluate(account, Payments.atMinute(30, "30").make());
    evaluator.evaluate(
        account, Payments.at(Duration.ofHours(12), "40").in(50, 9).merchant("Other Shop").make());

    assertThat(seen).hasSize(3);
    double[] first = seen.get(0);
    assertThat(of(first, ModelFeature.AMOUNT_TO_MEAN)).isEqualTo(-1);
    assertThat(of(first, ModelFeature.KILOMETRES)).isEqualTo(-1);
    assertThat(of(first, ModelFeature.HOURS_SINCE_LAST)).isEqualTo(-1);
    assertThat(of(first, ModelFeature.PAYMENTS_7D)).isEqualTo(1);
    assertThat(of(first, ModelFeature.WEEKDAY)).as("2026-11-22").isEqualTo(7);
    assertThat(of(first, ModelFeature.DEVICE_NEW)).as("no device").isEqualTo(-1);
    assertThat(of(seen.get(1), ModelFeature.PAYMENTS_1H)).isEqualTo(2);
    assertThat(of(seen.get(1), ModelFeature.REMOTE)).isEqualTo(1);
    double[] third = seen.get(2);
    assertThat(of(third, ModelFeature.AMOUNT_LOG)).isEqualTo(StrictMath.log(41));
    assertThat(of(third, ModelFeature.AMOUNT_TO_MEAN)).isCloseTo(2, within(0.01));
    assertThat(of(third, ModelFeature.AMOUNT_RANK)).isEqualTo(1);
    assertThat(of(third, ModelFeature.AMOUNT_TO_CATEGORY)).isEqualTo(StrictMath.log(41) - 3);
    assertThat(of(third, ModelFeature.CATEGORY_FRAUD)).isEqualTo(0.25);
    assertThat(of(third, ModelFeature.MERCHANT_NEW)).as("too little is known").isEqualTo(-1);
    assertThat(of(third, ModelFeature.PAYMENTS_1H)).isEqualTo(1);
    assertThat(of(third, ModelFeature.PAYMENTS_1D)).isEqualTo(3);
    assertThat(of(third, ModelFeature.SPENT_1D_LOG)).isEqualTo(StrictMath.log1p(80));
    assertThat(of(third, ModelFeature.SPENT_1D_TO_WEEK)).isEqualTo(7);
    assertThat(of(third, ModelFeature.HOURS_SINCE_LAST)).isEqualTo(11.5);
    assertThat(of(third, ModelFeature.KILOMETRES)).isCloseTo(71.5, within(0.1));
    assertThat(of(third, ModelFeature.KILOMETRES_PER_HOUR)).isCloseTo(71.5 / 12, within(0.1));
    assertThat(of(third, ModelFeature.HOUR)).isZero();
    assertThat(of(third, ModelFeature.HOURS_FROM_NOON)).isEqualTo(12);
    assertThat(of(third, ModelFeature.HOUR_NEW)).isEqualTo(1);
    assertThat(of(third, ModelFeature.MEMORY_DAYS)).isEqualTo(0.5);
    assertThat(of(third, ModelFeature.PAYMENTS_BEFORE)).isEqualTo(2);
  }

  @Test
  void nothingIsNewBeforeTheModelHasSeenTenPayments() {
    List<double[]> seen = new ArrayList<>();
    FraudModel model = FraudModel.untrained(new FraudModel.Category(0, 0), Map.of());
    FraudEvaluator evaluator =
        new FraudEvaluator(RULES.parse().with(model), (values, m, p) -> seen.add(values.clone()));
    AccountState account = evaluator.newAccount();

    for (int i = 0; i < 12; i++) {
      evaluator.evaluate(
          account, Payments.atMinute(i, "10").merchant(i < 11 ? "Shop " + i : "Shop 3").make());
    }

    assertThat(of(seen.get(9), ModelFeature.MERCHANT_NEW)).isEqualTo(-1);
    assertThat(of(seen.get(10), ModelFeature.MERCHANT_NEW)).isEqualTo(1);
    assertThat(of(seen.get(11), ModelFeature.MERCHANT_NEW)).isZero();
    assertThat(of(seen.get(11), ModelFeature.CATEGORY_NEW)).isZero();
  }

  @Test
  void categoriesOfAnyTextAreReadAsTheyWereWritten() {
    Map<String, FraudModel.Category> categories = new HashMap<>();
    for (int code = 0; code < 0x3000; code++) {
      categories.put("a" + (char) code, new FraudModel.Category(0, 0));
    }
    for (String name :
        List.of("", " ", "null", "\\", "\ufeff", "\uffff", "\ud83d\ude00", "'\"#: ")) {
      categories.put(name, new FraudModel.Category(0, 0));
    }

    List<String> names = List.copyOf(categories.keySet());
    for (int from = 0; from < names.size(); from += 500) {
      Map<String, FraudModel.Category> some = new HashMap<>(categories);
      some.keySet().retainAll(names.subList(from, Math.min(names.size(), from + 500)));
      FraudModel model = FraudModel.untrained(new FraudModel.Category(0, 0), some);

      assertThat(RULES.with("next", model).parse().model()).isEqualTo(Optional.of(model));
    }
  }

  @Test
  void aModelThatIsSwitchedOffIsStillDeclared() {
    RuleText off =
        new RuleText(
            "off.yaml", RULES.with("off", MODEL).yaml().replace("enabled: true", "enabled: false"));

    assertThat(off.parse().model()).isEmpty();
    assertThat(off.declaredModel()).isEqualTo(Optional.of(MODEL));
    assertThat(RULES.declaredModel()).isEmpty();
    assertThat(off.with("on", MODEL).parse().model()).isEqualTo(Optional.of(MODEL));
  }

  @Test
  void commentsAtTheBeginningOfALineBelongToWhatStandsBehindThem() {
    String yaml = RULES.with("old", MODEL).yaml();
    String commented =
        yaml.replace("  threshold:", "# from the desk\n\n# raised\n  threshold:") + "# the end\n";

    RuleText next = new RuleText("a.yaml", commented).with("next", MODEL);

    assertThat(next.yaml()).doesNotContain("from the desk", "raised").contains("# the end\n");
    assertThat(next.with("last", MODEL).yaml()).isEqualTo(next.yaml().replace("next", "last"));
  }

  @Test
  void endsOfLinesStayAsTheyAre() {
    RuleText windows = new RuleText("a.yaml", RULES.yaml().replace("\n", "\r\n"));

    RuleText next = windows.with("next", MODEL);

    assertThat(next.yaml()).isEqualTo(RULES.with("next", MODEL).yaml().replace("\n", "\r\n"));
  }

  @Test
  void aSmallProbabilityIsToldWithTheDigitsThatCount() {
    FraudModel rare =
        new FraudModel(
            30,
            RiskLevel.HIGH,
            0.0000123456,
            new FraudModel.Calibration(1, -10),
            new FraudModel.Category(0, 0),
            Map.of(),
            List.of());

    Evaluation evaluation = new Desk(RULES.parse().with(rare)).pay(Payments.atMinute(0, "20"));

    assertThat(evaluation.findings().get(0).explanation())
        .isEqualTo("fraud with a probability of 0.0000454, where 0.0000123 is too much");
  }

  @Test
  void aModelIsWrittenIntoAFileOfRulesInPlaceOfTheOneBefore() {
    FraudModel other = FraudModel.untrained(new FraudModel.Category(0, 0), Map.of());

    RuleText written = RULES.with("next", other).with("next-2", MODEL);

    assertThat(written.parse().model()).isEqualTo(Optional.of(MODEL));
    assertThat(written.parse().version()).isEqualTo("next-2");
    assertThat(written.parse().rules()).isEqualTo(RULES.parse().rules());
    assertThat(written.yaml()).isEqualTo(RULES.with("next-2", MODEL).yaml());
  }

  @Test
  void aFileInWhichNoLineBeginsWithTheVersionIsRefused() {
    RuleText flow =
        new RuleText(
            "flow.yaml", "{version: a, base_currency: USD, rules: {HIGH_AMOUNT: {limit: 1}}}");

    assertThatThrownBy(() -> flow.with("b", MODEL)).isInstanceOf(InvalidRuleSetException.class);
  }

  @Test
  void aModelIsComparedWithTheOneBeforeLikeARule() {
    RuleSet plain = RULES.parse();
    RuleSet with = plain.with(MODEL);
    RuleSet other = plain.with(FraudModel.untrained(new FraudModel.Category(0, 0), Map.of()));

    assertThat(RuleChange.between(plain, with))
        .contains(new RuleChange("MODEL", Kind.ADDED, Memory.BEGINS_ANEW));
    assertThat(RuleChange.between(with, other))
        .contains(new RuleChange("MODEL", Kind.CHANGED, Memory.KEPT));
    assertThat(RuleChange.between(with, RULES.with("next", MODEL).parse()))
        .contains(new RuleChange("MODEL", Kind.SAME, Memory.KEPT));
    assertThat(RuleChange.between(with, plain))
        .contains(new RuleChange("MODEL", Kind.REMOVED, Memory.FORGOTTEN));
  }

  @Test
  void everyMistakeInAModelIsAProblemWithLineAndPath() {
    String yaml =
        """
        version: a
        base_currency: USD
        rules:
          MODEL: {kind: high_amount, limit: 1}
        model:
          enabled: perhaps
          threshold: 1.5
          calibration: {slope: 1}
          usual: {fraud: 0.1, amount: NaN}
          categories:
            - {name: a, fraud: 0, amount: 0}
            - {name: a, fraud: 0, amount: 0, more: 1}
          trees:
            - "amount_log<=5.25:0.01 -0.2 0.7"
            - "amount_log<=5.25:0.01 -0.2"
            - "luck<=5.25:0.01 -0.2 0.7"
            - "0.1 0.2"
          leaves: 3
        """;

    InvalidRuleSetException thrown =
        catchThrowableOfType(
            InvalidRuleSetException.class, () -> RuleSet.parse("fraud-rules.yaml", yaml));

    assertThat(thrown.problems().stream().map(problem -> problem.line() + " " + problem.path()))
        .containsExactlyInAnyOrder(
            "4 rules.MODEL",
            "6 model.enabled",
            "7 model.threshold",
            "8 model.calibration.intercept",
            "9 model.usual.amount",
            "12 model.categories[1].name",
            "12 model.categories[1].more",
            "15 model.trees[1]",
            "16 model.trees[2]",
            "17 model.trees[3]",
            "18 model.leaves");
    assertThat(thrown).hasMessageContaining("model.trees[1]: its end is missing; legal: nodes");
  }

  private static double of(double[] values, ModelFeature feature) {
    return values[feature.place()];
  }

  private static ModelListener telling(List<String> told) {
    return (values, margin, probability) ->
        told.add(Arrays.toString(values) + margin + " " + probability);
  }
}
