package io.millrace.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.replay.ReplayProgress;
import io.millrace.ingest.replay.ReplayProgress.Phase;
import io.millrace.ingest.replay.ReplayProgress.Place;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReplayMeterTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Place ONLY = new Place("a.csv", 1 << 20, 1, 1);
  private static final Place SECOND = new Place("b.csv", 1 << 20, 2, 4);

  @Test
  void aBarShowsHowFarHowFastAndHowLongItTakes() {
    // given
    ReplayMeter meter = new ReplayMeter(true);
    meter.line(sending(ONLY, 0, 0, OptionalLong.empty()), BEGIN);

    // then
    assertThat(
            meter.line(sending(ONLY, 1 << 18, 5_000, OptionalLong.empty()), BEGIN.plusSeconds(2)))
        .isEqualTo(
            "[######------------------] 25 % a.csv: 5,000 sent, 7 refused, 2,500 a second, 6.0 s"
                + " left");
  }

  @Test
  void aReplayThatGoesOnIsMeasuredFromWhereItDoes() {
    // given: half the file and 5,000 records were done before
    ReplayMeter meter = new ReplayMeter(false);
    meter.line(sending(ONLY, 1 << 19, 5_000, OptionalLong.empty()), BEGIN);

    // then
    assertThat(
            meter.line(sending(ONLY, 3 << 18, 6_000, OptionalLong.empty()), BEGIN.plusSeconds(10)))
        .isEqualTo("75 %, a.csv: 6,000 sent, 7 refused, 100 a second, 10 s left");
  }

  @Test
  void theMostRecordsAndTheOtherFilesCountAsWell() {
    ReplayMeter meter = new ReplayMeter(false);

    assertThat(meter.line(sending(SECOND, 1 << 19, 300, OptionalLong.empty()), BEGIN))
        .isEqualTo("37 %, b.csv (2 of 4): 300 sent, 7 refused");
    assertThat(meter.line(sending(ONLY, 1 << 18, 900, OptionalLong.of(1_000)), BEGIN))
        .startsWith("90 %, a.csv: 900 sent");
  }

  @Test
  void theFirstPassIsNamedAsWhatItIs() {
    ReplayProgress progress =
        new ReplayProgress(Phase.HASHING, ONLY, 10, 0, 0, 0, OptionalLong.empty());

    assertThat(new ReplayMeter(true).line(progress, BEGIN))
        .isEqualTo("a.csv: reading 1.0 MiB to know it again");
  }

  private static ReplayProgress sending(
      Place place, long bytes, long records, OptionalLong maxRecords) {
    return new ReplayProgress(Phase.SENDING, place, bytes, records + 7, records, 7, maxRecords);
  }
}
