package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollingTest {

  private final Polling polling =
      new Polling(Clock.systemUTC(), Duration.ofMillis(1), Duration.ofSeconds(30));

  @Test
  void looksAgainUntilThereIsSomething() throws Exception {
    // given
    AtomicInteger looks = new AtomicInteger();

    // when
    Optional<String> found =
        polling.until(() -> looks.incrementAndGet() == 3 ? Optional.of("it") : Optional.empty());

    // then
    assertThat(found).contains("it");
    assertThat(looks).hasValue(3);
  }

  @Test
  void givesUpWhenTheTimeIsUp() throws Exception {
    // given
    Polling brief = new Polling(Clock.systemUTC(), Duration.ofMillis(1), Duration.ofMillis(20));

    // then
    assertThat(brief.until(Optional::empty)).isEmpty();
  }
}
