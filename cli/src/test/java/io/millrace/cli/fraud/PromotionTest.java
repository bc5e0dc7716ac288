package io.millrace.cli.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulePromotions;
import io.millrace.model.fraud.RuleText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PromotionTest {

  private static final String RULES =
      "version: %s\nbase_currency: USD\nrules: {HIGH_AMOUNT: {limit: %d}}\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final RulePromotions promotions = new RulePromotions();

  @Test
  void theFirstRulesAreToldAsTheFirst() {
    assertThat(isChange("a", 100)).isTrue();

    assertThat(said())
        .contains("No rules were promoted for fraud-alerts yet; rules a have 1 rule.");
  }

  @Test
  void otherRulesAreToldWithWhatChanges() {
    promote("a", 100);

    assertThat(isChange("b", 200)).isTrue();

    assertThat(said())
        .contains(
            "Rules b follow rules a, which were promoted at 1970-01-01T00:00:00Z:",
            "  HIGH_AMOUNT: changed, remembers nothing by itself");
  }

  @Test
  void rulesThatAreInEffectAlreadyChangeNothing() {
    promote("a", 100);

    assertThat(isChange("a", 100)).isFalse();

    assertThat(said()).contains("Rules a are in effect already");
  }

  @Test
  void anEarlierSetMayBePromotedAgain() {
    promote("a", 100);
    promote("b", 200);

    assertThat(isChange("a", 100)).isTrue();
  }

  @Test
  void aVersionThatWasPromotedWithAnotherTextIsRefused() {
    promote("a", 100);
    promote("b", 200);

    assertThatThrownBy(() -> isChange("a", 101))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessageContaining("new.yaml has version a")
        .hasMessageContaining("another text was promoted as version a before");
  }

  @Test
  void rulesThatThisVersionCannotReadAreFollowedAllTheSame() {
    promotions.take(
        new RulePromotion(0, RulePromotion.Kind.PROMOTED, "z", "rules: new", Instant.EPOCH));

    assertThat(isChange("a", 100)).isTrue();

    assertThat(said()).contains("this version of Millrace cannot read rules z");
  }

  private void promote(String version, int limit) {
    promotions.take(
        new RulePromotion(
            0,
            RulePromotion.Kind.PROMOTED,
            version,
            RULES.formatted(version, limit),
            Instant.EPOCH));
  }

  private boolean isChange(String version, int limit) {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    Clock clock = Clock.systemUTC();
    RuleText text = new RuleText("new.yaml", RULES.formatted(version, limit));
    return new Promotion(
            "unused", FraudOutputs.LIVE, new Console(stream, stream, false, clock), clock)
        .tell(promotions, text.parse(), text);
  }

  private String said() {
    return out.toString(UTF_8);
  }
}
