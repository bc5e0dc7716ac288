package io.millrace.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.RuleSet;
import org.junit.jupiter.api.Test;

class RuleChangesTest {

  private static final String BEFORE =
      """
      version: a
      base_currency: USD
      rates: {EUR: 1.1}
      rules:
        HIGH_AMOUNT: {limit: 100}
        STRUCTURING: {limit: 5000, count: 3}
        IMPOSSIBLE_TRAVEL: {kilometres: 500}
        NEW_DEVICE: {kind: first_use, of: device}
        NEW_SHOP: {kind: first_use, of: merchant}
      lists:
        block: [{country: XX}]
      """;

  @Test
  void whatChangesIsToldALineEachWithWhatBecomesOfTheMemory() {
    String after =
        BEFORE
            .replace("limit: 5000", "limit: 6000")
            .replace("kilometres: 500", "kilometres: 600")
            .replace("NEW_DEVICE: {kind: first_use, of: device}", "NIGHT_OWL: {limit: 500}")
            .replace("EUR: 1.1", "EUR: 1.2")
            .replace("country: XX", "country: YY")
            .replace("rules:", "levels: {medium: 30}\nduplicate_horizon: P2D\nrules:");

    assertThat(RuleChanges.lines(rules(BEFORE), rules(after)))
        .containsExactly(
            "STRUCTURING: changed, begins with no memory of any account",
            "IMPOSSIBLE_TRAVEL: changed, goes on with what it remembers of accounts",
            "NIGHT_OWL: added, remembers nothing by itself",
            "NEW_DEVICE: removed, what it remembered of accounts is lost",
            "2 rules as before, with what is remembered",
            "levels: 30, 50, 80, was 25, 50, 80",
            "duplicate_horizon: PT48H, was PT24H",
            "rates: changed; amounts that are remembered stay as they were converted",
            "lists: 1 added, 1 removed");
  }

  @Test
  void anotherBaseCurrencyIsToldAsWhatItDoesToAmounts() {
    String after = BEFORE.replace("USD", "CHF");

    assertThat(RuleChanges.lines(rules(BEFORE), rules(after)))
        .containsExactly(
            "5 rules as before, with what is remembered",
            "base_currency: CHF, was USD; amounts that are remembered are taken as CHF, so better begin anew");
  }

  private static RuleSet rules(String yaml) {
    return RuleSet.parse("rules.yaml", yaml);
  }
}
