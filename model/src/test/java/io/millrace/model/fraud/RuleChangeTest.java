package io.millrace.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.RuleChange.Kind;
import io.millrace.model.fraud.RuleChange.Memory;
import org.junit.jupiter.api.Test;

class RuleChangeTest {

  @Test
  void eachRuleIsToldWithWhatBecomesOfItsMemory() {
    RuleSet before =
        Desk.rules(
            """
            rules:
              MERCHANT_BURST: {limit: 0.5}
              HIGH_AMOUNT: {limit: 100}
              VELOCITY_COUNT: {windows: [{count: 5, within: PT5M}]}
              STRUCTURING: {limit: 5000, count: 3}
              IMPOSSIBLE_TRAVEL: {kilometres: 500}
              NEW_DEVICE: {kind: first_use, of: device}
              NEW_SHOP: {kind: first_use, of: merchant}
            """);
    RuleSet after =
        Desk.rules(
            """
            rules:
              MERCHANT_BURST: {limit: 0.6}
              NO_BROWSING: {}
              NEW_COUNTRY: {kind: first_use, of: country}
              HIGH_AMOUNT: {limit: 100}
              VELOCITY_COUNT: {windows: [{count: 4, within: PT5M}]}
              STRUCTURING: {limit: 5001, count: 3}
              IMPOSSIBLE_TRAVEL: {kilometres: 600}
              NEW_SHOP: {kind: first_use, of: merchant}
              NIGHT_OWL: {limit: 500}
            """);

    assertThat(RuleChange.between(before, after))
        .containsExactly(
            new RuleChange("NEW_COUNTRY", Kind.ADDED, Memory.BEGINS_ANEW),
            new RuleChange("HIGH_AMOUNT", Kind.SAME, Memory.NONE),
            new RuleChange("VELOCITY_COUNT", Kind.CHANGED, Memory.NONE),
            new RuleChange("STRUCTURING", Kind.CHANGED, Memory.BEGINS_ANEW),
            new RuleChange("IMPOSSIBLE_TRAVEL", Kind.CHANGED, Memory.KEPT),
            new RuleChange("NEW_SHOP", Kind.SAME, Memory.KEPT),
            new RuleChange("NIGHT_OWL", Kind.ADDED, Memory.NONE),
            new RuleChange("MERCHANT_BURST", Kind.CHANGED, Memory.NONE),
            new RuleChange("NO_BROWSING", Kind.ADDED, Memory.NONE),
            new RuleChange("NEW_DEVICE", Kind.REMOVED, Memory.FORGOTTEN));
  }
}
