package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.streaming.BatchSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchLimitTest {

  private static final Duration TARGET = Duration.ofSeconds(10);
  private final BatchLimit limit =
      new BatchLimit(new BatchSettings(Duration.ofSeconds(2), TARGET, 100_000, 1_000_000, 1));

  @Test
  void aFullBatchSaysHowManyRecordsFitIntoTheTarget() {
    // when 40,000 records a second
    limit.observe(100_000, Duration.ofMillis(2_500));

    // then
    assertThat(limit.better()).hasValue(400_000);
  }

  @Test
  void aBatchBelowTheLimitSaysNothing() {
    limit.observe(2_000, Duration.ofMillis(900));

    assertThat(limit.better()).isEmpty();
  }

  @Test
  void aSmallBatchThatTookLongSaysNothing() {
    limit.observe(2_000, Duration.ofSeconds(60));

    assertThat(limit.better()).isEmpty();
  }

  @Test
  void aBatchThatTookTooLongLowersIt() {
    limit.observe(60_000, Duration.ofSeconds(30));

    assertThat(limit.better()).hasValue(25_000); // no more than by a quarter at once
  }

  @Test
  void aRateThatIsNearlyTheSameIsNoReasonToStartAgain() {
    limit.observe(100_000, Duration.ofSeconds(8));

    assertThat(limit.better()).isEmpty();
  }

  @Test
  void itStaysWithinTheBoundAndComesToRest() {
    // given a rate of 200,000 a second, of which the target would take 2,000,000
    for (int i = 0; i < 5; i++) {
      limit.observe(limit.current(), Duration.ofMillis(limit.current() / 200));
      limit.better().ifPresent(limit::use);
    }

    // then
    assertThat(limit.current()).isEqualTo(1_000_000);
    assertThat(limit.better()).isEmpty();
  }

  @Test
  void aBatchAtOnceDoesNotMakeItEndless() {
    limit.observe(100_000, Duration.ZERO);

    assertThat(limit.better()).hasValue(400_000);
  }
}
