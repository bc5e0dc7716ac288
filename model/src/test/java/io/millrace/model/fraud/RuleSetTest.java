package io.millrace.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.model.declaration.Problem;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleSetTest {

  private static final Path FILE = Path.of("../conf/fraud-rules.yaml");

  @Test
  void theBundledRulesAreGoodAndHaveTheDocumentedDefaults() {
    RuleSet rules = RuleSet.load(FILE);

    assertThat(rules.rules().stream().map(rule -> rule.terms().name()))
        .containsExactly(
            "HIGH_AMOUNT",
            "VELOCITY_COUNT",
            "VELOCITY_AMOUNT",
            "IMPOSSIBLE_TRAVEL",
            "CARD_TESTING",
            "STRUCTURING",
            "UNUSUAL_AMOUNT",
            "NEW_MERCHANT_LARGE",
            "NEW_DEVICE",
            "NEW_COUNTRY",
            "NIGHT_OWL");
    assertThat(rules.rules().get(0))
        .isEqualTo(
            new Rule.HighAmount(new Rule.Terms("HIGH_AMOUNT", 40, RiskLevel.HIGH), 50_000_000L));
    assertThat(((Rule.Structuring) rules.rules().get(5)).least()).isEqualTo(45_000_000L);
    assertThat(rules.secondStage())
        .as("a feed without page views would alert each payment of an order")
        .containsExactly(
            new SecondStageRule.MerchantBurst(
                "MERCHANT_BURST",
                RiskLevel.HIGH,
                new BigDecimal("0.5"),
                10,
                Duration.ofMinutes(10),
                EnumSet.allOf(SecondStageRule.Counted.class)));
  }

  @Test
  void rulesOfTheSecondStageStandAmongTheOthersAndHaveDefaults() {
    RuleSet rules =
        RuleSet.parse(
            "fraud-rules.yaml",
            """
            version: v7
            base_currency: EUR
            rules:
              NO_BROWSING: {}
              HIGH_AMOUNT: {}
              MERCHANT_BURST: {}
              REFUSALS: {kind: merchant_burst, severity: low, limit: 0.250, payments: 20, within: PT1H, of: refused}
              HASTY: {kind: no_browsing, within: PT5M}
            """);

    assertThat(rules.rules()).hasSize(1);
    assertThat(rules.secondStage())
        .containsExactly(
            new SecondStageRule.NoBrowsing("NO_BROWSING", RiskLevel.MEDIUM, Duration.ofMinutes(30)),
            new SecondStageRule.MerchantBurst(
                "MERCHANT_BURST",
                RiskLevel.MEDIUM,
                new BigDecimal("0.5"),
                10,
                Duration.ofMinutes(10),
                EnumSet.allOf(SecondStageRule.Counted.class)),
            new SecondStageRule.MerchantBurst(
                "REFUSALS",
                RiskLevel.LOW,
                new BigDecimal("0.25"),
                20,
                Duration.ofHours(1),
                EnumSet.of(SecondStageRule.Counted.REFUSED)),
            new SecondStageRule.NoBrowsing("HASTY", RiskLevel.MEDIUM, Duration.ofMinutes(5)));
    assertThat(rules.secondStage(SecondStageRule.NoBrowsing.class)).hasSize(2);
    assertThat(rules.alertNames())
        .containsExactly(
            "HIGH_AMOUNT",
            "BLOCK_LIST",
            "REVIEW_LIST",
            "NO_BROWSING",
            "MERCHANT_BURST",
            "REFUSALS",
            "HASTY");
  }

  @Test
  void aRuleOfTheSecondStageHasNoWeightAndNoLongerWindowThanAHostHolds() {
    InvalidRuleSetException thrown =
        catchThrowableOfType(
            InvalidRuleSetException.class,
            () ->
                RuleSet.parse(
                    "fraud-rules.yaml",
                    """
                    version: v7
                    base_currency: EUR
                    rules:
                      NO_BROWSING: {weight: 10, within: PT31M}
                      MERCHANT_BURST: {limit: 1, payments: 1, within: P2D, of: [flagged, flagged]}
                      OTHER: {kind: merchant_burst, limit: 0.12345, of: [approved], windows: []}
                    """));

    assertThat(thrown.problems().stream().map(RuleSetTest::place))
        .containsExactly(
            "4 rules.NO_BROWSING.weight",
            "4 rules.NO_BROWSING.within",
            "5 rules.MERCHANT_BURST.limit",
            "5 rules.MERCHANT_BURST.payments",
            "5 rules.MERCHANT_BURST.within",
            "5 rules.MERCHANT_BURST.of",
            "6 rules.OTHER.limit",
            "6 rules.OTHER.of",
            "6 rules.OTHER.windows");
    assertThat(thrown)
        .hasMessageContaining(
            "rules.NO_BROWSING.weight: 10; legal: nothing: no_browsing is of the second stage, which is outside the score")
        .hasMessageContaining(
            "rules.NO_BROWSING.within: PT31M; legal: an ISO-8601 duration from PT1S to PT30M")
        .hasMessageContaining("an ISO-8601 duration from PT1S to P1D")
        .hasMessageContaining(
            "unknown setting; legal: kind, limit, of, payments, severity, within");
  }

  @Test
  void aRuleSetIsReadAsItIsWritten() {
    RuleSet rules =
        RuleSet.parse(
            "fraud-rules.yaml",
            """
            version: v7
            base_currency: EUR
            rates: {USD: 0.92}
            duplicate_horizon: PT2H
            allowed_lateness: PT0S
            rules:
              VELOCITY_COUNT: {weight: 10, windows: [{count: 3, within: PT1M}, {count: 9, within: P1D}]}
              REFUSED_THEN_PAID:
                kind: sequence
                within: PT10M
                severity: critical
                steps:
                  - {name: refused, times: 2, where: {status: refused, channel: [online, atm]}}
                  - {name: paid, where: {status: approved, amount_above: 99.5}}
            lists:
              block:
                - {merchant: M1, until: 2027-01-01, reason: chargebacks}
            """);

    assertThat(rules.version()).isEqualTo("v7");
    assertThat(rules.currencies())
        .isEqualTo(new Currencies("EUR", Map.of("USD", new BigDecimal("0.92"))));
    assertThat(rules.duplicateHorizon()).isEqualTo(Duration.ofHours(2));
    assertThat(rules.allowedLateness()).isZero();
    assertThat(rules.historyHalfLife()).isEqualTo(Duration.ofDays(90));
    assertThat(rules.levels()).isEqualTo(new RiskLevels(25, 50, 80));
    assertThat(rules.rules().get(0))
        .isEqualTo(
            new Rule.VelocityCount(
                new Rule.Terms("VELOCITY_COUNT", 10, RiskLevel.MEDIUM),
                List.of(
                    new Rule.CountWindow(3, Duration.ofMinutes(1)),
                    new Rule.CountWindow(9, Duration.ofDays(1)))));
    Rule.Sequence sequence = (Rule.Sequence) rules.rules().get(1);
    assertThat(sequence.terms())
        .isEqualTo(new Rule.Terms("REFUSED_THEN_PAID", 50, RiskLevel.CRITICAL));
    assertThat(sequence.steps().get(1).where().above()).isEqualTo(995_000L);
    assertThat(rules.lists())
        .containsExactly(
            new ListEntry(
                ListKind.BLOCK,
                PaymentAttribute.MERCHANT,
                "M1",
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                Optional.of("chargebacks")));
  }

  @Test
  void tenMistakesAreTenProblemsEachWithLinePathAndWhatIsLegal() {
    String yaml =
        """
        version: "two words"
        base_currency: dollars
        rates: {EUR: -1}
        levels: {medium: 60, high: 50}
        rules:
          HIGH_AMOUNT: {limit: lots}
          VELOCITY_COUNT: {windows: [{count: 1, within: PT5M}]}
          TRAVEL: {kind: teleport}
          CARD_TESTING: {kind: sequence, within: PT30M}
          UNUSUAL_AMOUNT: {deviation: 4}
        lists:
          block: [{merchant: M1, account: A1}]
        """;

    InvalidRuleSetException thrown =
        catchThrowableOfType(
            InvalidRuleSetException.class, () -> RuleSet.parse("fraud-rules.yaml", yaml));

    assertThat(thrown.problems().stream().map(RuleSetTest::place))
        .containsExactly(
            "1 version",
            "2 base_currency",
            "3 rates.EUR",
            "4 levels",
            "6 rules.HIGH_AMOUNT.limit",
            "7 rules.VELOCITY_COUNT.windows[0].count",
            "8 rules.TRAVEL.kind",
            "9 rules.CARD_TESTING.steps",
            "10 rules.UNUSUAL_AMOUNT.deviation",
            "12 lists.block[0]");
    assertThat(thrown.problems()).allMatch(problem -> !problem.legal().isBlank());
    assertThat(thrown)
        .hasMessageContaining("10 problems in the fraud rules")
        .hasMessageContaining(
            "fraud-rules.yaml:8: rules.TRAVEL.kind: teleport; legal: high_amount, velocity_count")
        .hasMessageContaining(
            "rules.VELOCITY_COUNT.windows[0].count: 1; legal: a whole number from 2 to 1000")
        .hasMessageContaining("unknown setting; legal: after, deviations, kind, severity, weight");
  }

  @Test
  void aFileThatIsMissingOrEmptyIsToldAsSuch() {
    assertThat(problems("")).containsExactly("0 ");
    assertThat(problems("version: v1\nbase_currency: USD\n")).containsExactly("1 rules");
    assertThat(
            catchThrowableOfType(
                InvalidRuleSetException.class, () -> RuleSet.load(Path.of("no/such.yaml"))))
        .hasMessageContaining("no/such.yaml: missing");
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(
            InvalidRuleSetException.class, () -> RuleSet.parse("fraud-rules.yaml", yaml))
        .problems()
        .stream()
        .map(RuleSetTest::place)
        .toList();
  }

  private static String place(Problem problem) {
    return problem.line() + " " + problem.path();
  }
}
