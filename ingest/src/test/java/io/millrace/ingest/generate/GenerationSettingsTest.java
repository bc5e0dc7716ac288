package io.millrace.ingest.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GenerationSettingsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final double USUAL = 2;
  private static final double MAX = Double.POSITIVE_INFINITY;

  @Test
  void withoutAStartEventsHappenNowAtTheRate() {
    GenerationPlan plan = settings(50, 0, null, null, 0).plan(USUAL, NOW);

    assertThat(plan.mode()).isEqualTo(TimeMode.LIVE);
    assertThat(plan.timeline()).isEqualTo(new Timeline(NOW, 50));
    assertThat(plan.rate()).isEqualTo(50);
    assertThat(plan.count()).isEqualTo(Long.MAX_VALUE);
    assertThat(plan.duration()).isEmpty();
  }

  @Test
  void aHistoryOfCountAndDurationHasTheirDensityAndGoesAsFastAsItCan() {
    GenerationPlan plan = settings(0, 86_400, Duration.ofDays(2), START, 0).plan(USUAL, NOW);

    assertThat(plan.mode()).isEqualTo(TimeMode.HISTORY);
    assertThat(plan.timeline()).isEqualTo(new Timeline(START, 0.5));
    assertThat(plan.rate()).isInfinite();
  }

  @Test
  void aMonthInTenMinutesAtARate() {
    // a speed of 30 days in 600 seconds
    GenerationPlan plan = settings(1_000, 0, Duration.ofDays(30), START, 4_320).plan(USUAL, NOW);

    assertThat(plan.rate()).isEqualTo(1_000);
    double records = plan.timeline().perSecond() * Duration.ofDays(30).toSeconds();
    assertThat(records).isCloseTo(600_000, within(0.001));
  }

  @Test
  void aSpeedAloneSetsTheRate() {
    GenerationPlan plan = settings(0, 0, Duration.ofDays(1), START, 60).plan(USUAL, NOW);

    assertThat(plan.rate()).isEqualTo(120);
  }

  @Test
  void aHistoryWithoutAnEndGoesToNow() {
    GenerationPlan plan = settings(MAX, 0, null, START, 0).plan(USUAL, NOW);

    assertThat(plan.duration()).contains(Duration.between(START, NOW));
    assertThat(plan.timeline().perSecond()).isEqualTo(USUAL);
  }

  @Test
  void aHistoryDoesNotPassThePresent() {
    assertThatThrownBy(() -> settings(0, 0, Duration.ofDays(60), START, 0).plan(USUAL, NOW))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("60.0 days from 2026-10-01T00:00:00Z")
        .hasMessageContaining("pass now");
    assertThatThrownBy(() -> settings(0, 100_000_000, null, START, 0).plan(USUAL, NOW))
        .hasMessageContaining("578.7 days");
    assertThatThrownBy(() -> settings(0, 10, null, NOW.plusSeconds(9), 0).plan(USUAL, NOW))
        .hasMessageContaining("start is 2026-11-21T06:00:09Z; legal: before now");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(() -> settings(-5, -1, Duration.ofDays(-1), null, -3))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("rate is -5.0; legal: more than 0, or max")
        .hasMessageContaining("count is -1; legal: 1 or more")
        .hasMessageContaining("duration is PT-24H; legal: PT0.001S or more")
        .hasMessageContaining("speed is -3.0; legal: more than 0")
        .hasMessageContaining("speed is for a history");
    assertThatThrownBy(() -> settings(10, 10, Duration.ofDays(1), START, 10))
        .hasMessageContaining("say too much together");
  }

  /** 0 and null leave a setting out. */
  private static GenerationSettings settings(
      double rate, long count, Duration duration, Instant start, double speed) {
    return new GenerationSettings(
        42,
        rate == 0 ? OptionalDouble.empty() : OptionalDouble.of(rate),
        count == 0 ? OptionalLong.empty() : OptionalLong.of(count),
        Optional.ofNullable(duration),
        Optional.ofNullable(start),
        speed == 0 ? OptionalDouble.empty() : OptionalDouble.of(speed),
        Disturbance.NONE);
  }
}
