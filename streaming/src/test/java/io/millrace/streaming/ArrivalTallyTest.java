package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.Arrival;
import io.millrace.model.landing.Arrived;
import io.millrace.model.landing.DelayCount;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.Lateness;
import io.millrace.model.landing.LatenessCount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalTallyTest {

  private static final long SECOND = 1_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long NOON_MICROS = NOON.getEpochSecond() * SECOND;
  private static final long STAGED = NOON_MICROS + 12 * SECOND;

  @Test
  void recordsAreCountedByTheWindowInWhichTheyReachedKafka() {
    ArrivalTally tally = new ArrivalTally(STAGED);
    tally.addLanded(0, NOON_MICROS, 100, NOON_MICROS - SECOND, NOON_MICROS, true);
    tally.addQuarantined(1, NOON_MICROS + 9 * SECOND, 20);
    tally.addLanded(0, NOON_MICROS + 10 * SECOND, 3, NOON_MICROS, NOON_MICROS, true);

    Arrived arrived = tally.arrived(hour -> false);

    assertThat(arrived.bytes()).isEqualTo(123);
    assertThat(arrived.arrivals())
        .containsExactly(
            new Arrival(
                NOON,
                2,
                120,
                1,
                0,
                List.of(
                    new DelayCount(DelayCount.bucket(3_000), 1),
                    new DelayCount(DelayCount.bucket(12_000), 1))),
            new Arrival(
                NOON.plusSeconds(10),
                1,
                3,
                0,
                0,
                List.of(new DelayCount(DelayCount.bucket(2_000), 1))));
    assertThat(arrived.latest()).isEqualTo(Map.of(0, NOON.plusSeconds(10), 1, NOON.plusSeconds(9)));
  }

  @Test
  void aRecordOfAClosedHourIsLate() {
    ArrivalTally tally = new ArrivalTally(STAGED);
    tally.addLanded(0, NOON_MICROS, 1, NOON_MICROS - HOUR, NOON_MICROS - HOUR, true);
    tally.addLanded(0, NOON_MICROS, 1, NOON_MICROS, NOON_MICROS, true);

    Arrived arrived = tally.arrived(EventHour.ofMicros(NOON_MICROS - HOUR)::equals);

    assertThat(arrived.arrivals()).extracting(Arrival::late).containsExactly(1L);
  }

  @Test
  void latenessIsCountedOfLiveRecordsAlone() {
    ArrivalTally tally = new ArrivalTally(STAGED);
    tally.addLanded(0, NOON_MICROS, 1, NOON_MICROS - SECOND, NOON_MICROS, true);
    tally.addLanded(0, NOON_MICROS, 1, NOON_MICROS - SECOND - 1, NOON_MICROS, true);
    tally.addLanded(0, NOON_MICROS, 1, 0, 0, false);

    assertThat(tally.arrived(hour -> false).lateness())
        .containsExactly(
            new LatenessCount("2026-01-01", "12", Lateness.LE_1S, 1),
            new LatenessCount("2026-01-01", "12", Lateness.LE_10S, 1));
  }

  @Test
  void whatSeveralTasksCountedIsTheSameAsWhatOneWould() {
    ArrivalTally one = new ArrivalTally(STAGED);
    ArrivalTally first = new ArrivalTally(STAGED);
    ArrivalTally second = new ArrivalTally(STAGED);
    for (int i = 0; i < 100; i++) {
      long kafka = NOON_MICROS + i * SECOND / 4;
      ArrivalTally half = i % 3 == 0 ? first : second;
      for (ArrivalTally tally : List.of(one, half)) {
        if (i % 5 == 0) {
          tally.addQuarantined(i % 2, kafka, i);
        } else {
          tally.addLanded(i % 2, kafka, i, kafka - i * SECOND, NOON_MICROS, i % 7 != 0);
        }
      }
    }

    assertThat(new ArrivalTally(STAGED).merge(first).merge(second).arrived(hour -> true))
        .isEqualTo(one.arrived(hour -> true));
  }
}
