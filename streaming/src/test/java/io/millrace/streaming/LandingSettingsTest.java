package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.streaming.FraudSettings.Host;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LandingSettingsTest {

  @Test
  void aHostOfFraudRulesNeedsTheRules() {
    assertThatThrownBy(() -> LandingSettings.parse(arguments("--fraud.host", "live")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--fraud-rules is required where fraud.host is not none");

    LandingSettings settings =
        LandingSettings.parse(
            arguments("--fraud.host", "shadow", "--fraud-rules", "/rules/fraud-rules.yaml"));

    assertThat(settings.fraudRules()).isEqualTo("/rules/fraud-rules.yaml");
    assertThat(settings.streaming().fraud().host()).isEqualTo(Host.SHADOW);
    assertThat(settings.streaming().fraud().fillsTables()).isFalse();
  }

  @Test
  void withoutAHostNoRulesAreNeeded() {
    LandingSettings settings = LandingSettings.parse(arguments());

    assertThat(settings.fraudRules()).isNull();
    assertThat(settings.streaming().fraud().host()).isEqualTo(Host.NONE);
  }

  private static String[] arguments(String... more) {
    String[] required = {"--feeds", "/feeds", "--brokers", "127.0.0.1:9092", "--root", "/millrace"};
    String[] all = Arrays.copyOf(required, required.length + more.length);
    System.arraycopy(more, 0, all, required.length, more.length);
    return all;
  }
}
