package io.millrace.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.model.declaration.Problem;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
