package io.millrace.ingest.fraud.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private final CommitPace host = new CommitPace(INTERVAL, Clock.fixed(NOW, ZoneOffset.UTC));
  private final CommitPace.Partition pace = host.partition();

  @Test
  void whatIsEvaluatedAsItComesIsCommittedInEachInterval() {
    pace.start(context);

    assertThat(turn(500)).isEqualTo(500);
    turn(3);

    assertThat(context.scheduledPunctuators()).hasSize(1);
    assertThat(last().getInterval()).isEqualTo(INTERVAL);
    assertThat(last().getType()).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
    last().getPunctuator().punctuate(NOW.toEpochMilli());
    assertThat(context.committed()).isTrue();
  }

  @Test
  void anIdlePartitionAsksForNothing() {
    pace.start(context);
    turn(0);
    last().getPunctuator().punctuate(NOW.toEpochMilli());
    context.resetCommit();

    last().getPunctuator().punctuate(NOW.toEpochMilli() + 20);
    assertThat(context.committed()).isFalse();
    assertThat(last().cancelled()).isTrue();

    turn(0);
    assertThat(context.scheduledPunctuators()).hasSize(2);
  }

  @Test
  void partitionsOfAThreadAskForOneCommitInAnInterval() {
    // given
    MockProcessorContext<byte[], byte[]> other = new MockProcessorContext<>();
    CommitPace.Partition beside = host.partition();
    pace.start(context);
    beside.start(other);
    turn(0);
    beside.turn(NOW.toEpochMilli());
    long now = NOW.toEpochMilli();

    // when
    last().getPunctuator().punctuate(now);
    other.scheduledPunctuators().get(0).getPunctuator().punctuate(now + 14);

    // then
    assertThat(context.committed()).isTrue();
    assertThat(other.committed()).isFalse();
    other.scheduledPunctuators().get(0).getPunctuator().punctuate(now + 34);
    assertThat(other.committed()).isTrue();
  }

  @Test
  void aBacklogAsksForNoCommitUntilItIsDone() {
    pace.start(context);
    turn(501);
    assertThat(context.scheduledPunctuators()).isEmpty();

    turn(500);
    assertThat(last().cancelled()).isFalse();

    turn(501);
    assertThat(last().cancelled()).isTrue();

    turn(0);
    assertThat(context.scheduledPunctuators()).hasSize(2);
    assertThat(last().cancelled()).isFalse();
  }

  @Test
  void whoBeginsAgainAsksItsNewContextAlone() {
    MockProcessorContext<byte[], byte[]> next = new MockProcessorContext<>();
    pace.start(context);
    turn(0);

    pace.start(next);
    turn(0);

    assertThat(last().cancelled()).isTrue();
    assertThat(next.scheduledPunctuators()).hasSize(1);
  }

  @Test
  void aLongIntervalIsNotMadeShorterByABacklog() {
    assertThat(CommitPace.whenBehind(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(CommitPace.whenBehind(INTERVAL)).isEqualTo(CommitPace.BEHIND);
  }

  private long turn(long ageMillis) {
    return pace.turn(NOW.toEpochMilli() - ageMillis);
  }

  private CapturedPunctuator last() {
    List<CapturedPunctuator> all = context.scheduledPunctuators();
    return all.get(all.size() - 1);
  }
}
