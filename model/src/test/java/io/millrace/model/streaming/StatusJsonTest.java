package io.millrace.model.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void whatIsWrittenIsReadBack() {
    // given
    ApplicationStatus status =
        new ApplicationStatus(
            "application_1_0001",
            3,
            NOW,
            List.of(
                QueryStatus.of("landing-orders", QueryState.RUNNING, NOW)
                    .batch(7)
                    .recordsPerSecond(10.5)
                    .lag(1)
                    .delay(Duration.ofMillis(900))
                    .late(2)
                    .limit(100)
                    .restarts(1)
                    .build(),
                QueryStatus.of("live-orders", QueryState.RETRYING, NOW)
                    .watermark(NOW)
                    .stored(5, 6)
                    .lastError("why", NOW)
                    .build()));

    // when
    String json = StatusJson.write(status);

    // then
    assertThat(json)
        .contains("\"state\":\"running\"", "\"written_at\":\"2026-01-01T12:00:00Z\"")
        .doesNotContain("null");
    assertThat(StatusJson.read(json)).contains(status);
  }

  @Test
  void whatIsNoStatusIsNone() {
    assertThat(StatusJson.read("")).isEmpty();
    assertThat(StatusJson.read("{\"application\":")).isEmpty();
  }

  @Test
  void aWantedApplicationIsReadBack() {
    WantedApplication wanted =
        new WantedApplication("millrace-streaming", List.of("--class", "A B"), "s1", NOW);

    assertThat(WantedApplication.read("note", wanted.toJson())).isEqualTo(wanted);
  }
}
