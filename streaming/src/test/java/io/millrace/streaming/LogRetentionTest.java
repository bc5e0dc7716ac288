package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogRetentionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dt=2026-01-31",
        "dt=2026-01-31/hour=10",
        "log=shop/dt=2026-01-31",
        "feed=orders/dt=2026-01-31"
      })
  void theDayOfAPartitionIsInItsName(String name) {
    assertThat(LogRetention.day(name)).contains(LocalDate.of(2026, 1, 31));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dt=test", "dt=2026-1-5/hour=00", "dt=2026-02-30", "hour=10", ""})
  void whatIsNoDayHasNone(String name) {
    assertThat(LogRetention.day(name)).isEmpty();
  }

  @Test
  void aDayIsNoPartOfAnotherWord() {
    assertThat(LogRetention.day("adt=2026-01-31")).isEmpty();
  }
}
