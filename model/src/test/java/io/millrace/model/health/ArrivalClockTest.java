package io.millrace.model.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecordJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArrivalClockTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:01:00Z");
  private static final ArrivalClock CLOCK = new ArrivalClock(Duration.ofSeconds(2));

  /** Partition 0 read to offset 10, arrived 10:00:10; 1 to 20, 10:00:20; 2 never read. */
  private static final CommitRecord LAST =
      CommitRecordJson.read(
          "test",
          """
          {"seq": 7, "kind": "batch", "attempt": "a", "decided_at": "2026-05-01T10:00:30Z",
           "ends": [{"partition": 0, "offset": 10}, {"partition": 1, "offset": 20}],
           "arrived_until": [{"partition": 0, "time": "2026-05-01T10:00:10Z"},
                             {"partition": 1, "time": "2026-05-01T10:00:20Z"}]}
          """);

  @Test
  void aPartitionWithRecordsToReadHasPassedOnlyWhatWasRead() {
    assertThat(CLOCK.passed(Optional.of(LAST), Map.of(0, 11L, 1, 25L, 2, 0L), NOW))
        .contains(Instant.parse("2026-05-01T10:00:10Z"));
    assertThat(CLOCK.passed(Optional.of(LAST), Map.of(0, 10L, 1, 25L, 2, 0L), NOW))
        .contains(Instant.parse("2026-05-01T10:00:20Z"));
  }

  @Test
  void whenNothingIsLeftToReadTheClockStandsInMinusTheSkew() {
    assertThat(CLOCK.passed(Optional.of(LAST), Map.of(0, 10L, 1, 20L, 2, 0L), NOW))
        .contains(NOW.minusSeconds(2));
  }

  @Test
  void aPartitionThatWasNeverReadAndHasRecordsHoldsEverythingUp() {
    assertThat(CLOCK.passed(Optional.of(LAST), Map.of(0, 10L, 1, 20L, 2, 1L), NOW)).isEmpty();
  }
}
