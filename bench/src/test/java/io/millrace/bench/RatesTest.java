package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Rates rates = new Rates();

  @Test
  void oddNumberOfRoundsHasAMiddleOne() {
    rates.add(new Timed(30, SECOND, 60_000));
    rates.add(new Timed(10, SECOND, 20_000));
    rates.add(new Timed(20, SECOND / 10, 40_000));

    assertThat(rates.min()).isEqualTo(10);
    assertThat(rates.median()).isEqualTo(30);
    assertThat(rates.max()).isEqualTo(200);
    assertThat(rates.cpuMicros()).isEqualTo(2);
  }

  @Test
  void evenNumberOfRoundsHasTheMeanOfTwo() {
    rates.add(new Timed(10, SECOND, 0));
    rates.add(new Timed(20, SECOND, 0));

    assertThat(rates.median()).isEqualTo(15);
  }
}
