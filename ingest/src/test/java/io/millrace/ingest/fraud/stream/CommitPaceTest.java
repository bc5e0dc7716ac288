package io.millrace.ingest.fraud.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.fraud.FraudOutputs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private final CommitPace pace = new CommitPace(INTERVAL, () -> now);

  @Test
  void aPaymentAfterAPauseIsCommittedAtOnce() {
    assertThat(asks(0)).isTrue();

    forward(20);
    assertThat(asks(3)).isTrue();

    forward(10_000);
    assertThat(asks(500)).isTrue();
  }

  @Test
  void manyPaymentsAreCommittedOnceInAnInterval() {
    int asked = 0;
    for (int millis = 0; millis < 1_000; millis++) {
      asked += asks(1) ? 1 : 0;
      forward(1);
    }

    assertThat(asked).isEqualTo(50 + CommitPace.SAVED - 1);
  }

  @Test
  void aFewAfterAPauseAreEachCommittedAtOnce() {
    asks(0);
    forward(10_000);

    for (int i = 0; i < CommitPace.SAVED; i++) {
      assertThat(asks(0)).as("payment %d", i).isTrue();
    }
    assertThat(asks(0)).isFalse();
    forward(19);
    assertThat(asks(0)).isFalse();
    forward(1);
    assertThat(asks(0)).isTrue();
  }

  @Test
  void aBacklogAsksForNothingUntilItIsWorkedOff() {
    assertThat(asks(501)).isFalse();
    forward(100);
    assertThat(asks(10_000)).isFalse();
    assertThat(asks(500)).isTrue();
  }

  @Test
  void tasksOfAThreadShareTheirCommits() {
    MockProcessorContext<byte[], byte[]> beside = new MockProcessorContext<>();
    for (int i = 0; i < CommitPace.SAVED; i++) {
      asks(0);
    }

    pace.evaluated(now.toEpochMilli(), beside);
    assertThat(beside.committed()).isFalse();

    forward(20);
    pace.evaluated(now.toEpochMilli(), beside);
    assertThat(beside.committed()).isTrue();
    assertThat(asks(0)).isFalse();
  }

  @Test
  void aLongIntervalIsNotMadeShorterByABacklog() {
    assertThat(backlogInterval(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(backlogInterval(INTERVAL)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void itSaysHowOldAPaymentIs() {
    assertThat(pace.evaluated(now.toEpochMilli() - 321, context)).isEqualTo(321);
  }

  private static Duration backlogInterval(Duration interval) {
    return StreamSettings.of("127.0.0.1:9092", FraudOutputs.LIVE, Path.of("state"))
        .with(interval, 1)
        .backlogCommitInterval();
  }

  private boolean asks(long ageMillis) {
    context.resetCommit();
    pace.evaluated(now.toEpochMilli() - ageMillis, context);
    return context.committed();
  }

  private void forward(long millis) {
    now = now.plusMillis(millis);
  }
}
