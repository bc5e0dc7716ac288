package io.millrace.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.MovableClock;
import io.millrace.ingest.fraud.stream.StreamProgress;
import io.millrace.model.record.RefusalReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamMeterTest {

  private final MovableClock clock = new MovableClock();
  private final StreamMeter meter = new StreamMeter(clock);

  @Test
  void aLineSaysHowFastPaymentsCameSinceTheLineBefore() {
    clock.advance(Duration.ofSeconds(1));
    meter.line(new StreamProgress(1_000, 0, 3, 0, Map.of(), 12, 0));

    clock.advance(Duration.ofSeconds(2));
    String line = meter.line(new StreamProgress(5_000, 0, 1, 0, Map.of(), 40, 7));

    assertThat(line).endsWith("2,000/s, 1 alert, lag 7, evaluated within 40 ms");
  }

  @Test
  void whatIsNotAsItShouldBeIsSaidWhenThereIsAny() {
    clock.advance(Duration.ofSeconds(1));

    String line =
        meter.line(new StreamProgress(10, 2, 0, 4, Map.of(RefusalReason.NOT_JSON, 5L), 1, 0));

    assertThat(line)
        .endsWith("2 duplicates, 4 under another key than their account, 5 refused as NOT_JSON");
  }
}
