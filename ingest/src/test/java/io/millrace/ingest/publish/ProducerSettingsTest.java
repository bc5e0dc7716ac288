package io.millrace.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
  private static final ProducerSettings DEFAULTS = ProducerSettings.of("127.0.0.1:9092", "test");

  @Test
  void allWrongSettingsAreNamedAtOnceWithTheirValueAndWhatIsLegal() {
    assertThatThrownBy(
            () ->
                new ProducerSettings(
                    " ",
                    "test",
                    Duration.ofMillis(10),
                    Duration.ZERO,
                    Duration.ofMillis(10),
                    1,
                    2,
                    Compression.NONE,
                    3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            brokers is  ; legal: host:port[,host:port…]
            delivery timeout is PT0.01S; legal: PT1S to PT480H
            block timeout is PT0S; legal: PT0.001S to PT480H
            linger is PT0.01S; legal: PT0S to less than the delivery timeout, PT0.01S
            batch bytes is 1; legal: 1024 to 16777216
            max record bytes is 3; legal: 1000 to 1000000
            buffer bytes is 2; legal: 6 or more""");
  }

  @Test
  void oneRequestAlwaysFitsTheDeliveryTimeoutAsKafkaDemands() {
    assertThat(DEFAULTS.kafkaConfig()).containsEntry("request.timeout.ms", 30_000);
    assertThat(
            DEFAULTS
                .withDeliveryTimeout(Duration.ofSeconds(1))
                .withBatches(1_024, Duration.ofMillis(999))
                .kafkaConfig())
        .containsEntry("delivery.timeout.ms", 1_000)
        .containsEntry("linger.ms", 999L)
        .containsEntry("request.timeout.ms", 1);
  }
}
