package io.millrace.ingest.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Property(tries = 60)
  void aMinuteHoldsTheRateWithinTwoPercentHoweverLateTheMachineWakesUp(
      @ForAll @DoubleRange(min = 1, max = 20_000) double rate,
      @ForAll @LongRange(min = 0, max = 90_000_000) long overshoot) {
    // given
    HandMovedTicker ticker = new HandMovedTicker(overshoot);
    Pace pace = new Pace(rate, ticker);

    // when
    long passed = passedUntil(60 * SECOND, pace, ticker);

    // then: the first passes at once, so one more than the rate is right too
    assertThat((double) passed).isCloseTo(60 * rate, within(Math.max(1.5, 0.02 * 60 * rate)));
  }

  @Test
  void aSlowRateSleepsBetweenRecords() {
    HandMovedTicker ticker = new HandMovedTicker(0);
    Pace pace = new Pace(1, ticker);

    long passed = passedUntil(60 * SECOND, pace, ticker);

    assertThat(passed).isBetween(60L, 61L);
    assertThat(ticker.pauses()).isLessThan(60 * 12);
  }

  @Test
  void aStallIsNotFollowedByAFlood() {
    // given
    HandMovedTicker ticker = new HandMovedTicker(0);
    Pace pace = new Pace(1_000, ticker);
    passedUntil(5 * SECOND, pace, ticker);

    // when
    ticker.move(600 * SECOND);

    // then: one second's worth passes at once and no more
    int atOnce = 0;
    while (pace.pass()) {
      atOnce++;
    }
    assertThat(atOnce).isEqualTo(1_000);
  }

  @Test
  void withoutARateNothingWaits() {
    HandMovedTicker ticker = new HandMovedTicker(0);
    Pace pace = new Pace(Double.POSITIVE_INFINITY, ticker);

    for (int i = 0; i < 100_000; i++) {
      assertThat(pace.pass()).isTrue();
    }
    assertThat(ticker.pauses()).isZero();
  }

  private static long passedUntil(long nanos, Pace pace, HandMovedTicker ticker) {
    long passed = 0;
    while (ticker.nanos() < nanos) {
      if (pace.pass()) {
        passed++;
      }
    }
    return passed;
  }
}
