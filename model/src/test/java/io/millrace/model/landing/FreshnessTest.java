package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  @Test
  void whatIsWrittenIsReadBack() {
    Freshness whole =
        new Freshness(
            "dw.orders",
            Optional.of(NOON),
            Optional.of("2026-01-05T12"),
            Optional.of("2026-01-01T00"),
            Optional.of("2026-01-05T14"),
            NOON.plusSeconds(1));

    assertThat(Freshness.parse(whole.json())).contains(whole);
    assertThat(whole.json())
        .isEqualTo(
            "{\"table_name\":\"dw.orders\",\"complete_until\":\"2026-01-05T12:00:00Z\",\"missing\":\"2026-01-05T12\",\"first_partition\":\"2026-01-01T00\",\"last_partition\":\"2026-01-05T14\",\"published_at\":\"2026-01-05T12:00:01Z\"}");
  }

  @Test
  void whatIsNotKnownIsNull() {
    Freshness landed = Freshness.ofLanded("orders", NOON, NOON);

    assertThat(Freshness.parse(landed.json())).contains(landed);
    assertThat(landed.json()).contains("\"table_name\":\"raw.orders\"", "\"missing\":null");
  }

  @Test
  void whatIsNoRowIsNotRead() {
    assertThat(Freshness.parse("")).isEmpty();
    assertThat(Freshness.parse("{\"table_name\":")).isEmpty();
    assertThat(Freshness.parse("{}")).isEmpty();
  }
}
