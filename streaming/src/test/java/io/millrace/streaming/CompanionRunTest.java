package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.CompanionRun.BackOff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CompanionRunTest {

  private static final BackOff BACK_OFF =
      new BackOff(Duration.ofSeconds(5), Duration.ofSeconds(60));
  private final Ticks clock = new Ticks();
  private final Fragile plan = new Fragile();
  private final CompanionRun run = new CompanionRun(plan, BACK_OFF, clock);

  @Test
  void itRunsAndTellsItsOwnStatus() {
    run.tick();

    assertThat(run.status().state()).isEqualTo(QueryState.RUNNING);
    assertThat(run.status().batch()).isEqualTo(7);
    assertThat(run.status().restarts()).isZero();
  }

  @Test
  void oneThatFailsIsStoppedAndStartedAgainAfterAPause() {
    // given
    run.tick();

    // when
    plan.failure = new IllegalStateException("no broker answers");
    run.tick();

    // then
    assertThat(plan.stops).isOne();
    assertThat(run.status().state()).isEqualTo(QueryState.RETRYING);
    assertThat(run.status().lastError()).isEqualTo("no broker answers");

    // when
    plan.failure = null;
    clock.pass(Duration.ofSeconds(4));
    run.tick();
    assertThat(plan.starts).isOne();
    clock.pass(Duration.ofSeconds(1));
    run.tick();

    // then
    assertThat(plan.starts).isEqualTo(2);
    assertThat(run.status().state()).isEqualTo(QueryState.RUNNING);
    assertThat(run.status().restarts()).isOne();
    assertThat(run.status().lastError()).isEqualTo("no broker answers");
  }

  @Test
  void thePauseDoublesUpToTheLongestAndIsShortAgainAfterItHasRunForLong() {
    assertThat(BACK_OFF.after(1)).hasSeconds(5);
    assertThat(BACK_OFF.after(2)).hasSeconds(10);
    assertThat(BACK_OFF.after(4)).hasSeconds(40);
    assertThat(BACK_OFF.after(5)).hasSeconds(60);
    assertThat(BACK_OFF.after(1_000_000)).hasSeconds(60);

    // given two failures
    plan.startFailure = new IllegalStateException("not yet");
    run.tick();
    clock.pass(Duration.ofSeconds(5));
    run.tick();
    plan.startFailure = null;
    clock.pass(Duration.ofSeconds(10));
    run.tick();

    // when it has run for longer than the longest pause and fails
    clock.pass(Duration.ofSeconds(61));
    run.tick();
    plan.failure = new IllegalStateException("later");
    run.tick();
    plan.failure = null;
    clock.pass(Duration.ofSeconds(5));
    run.tick();

    // then
    assertThat(run.status().state()).isEqualTo(QueryState.RUNNING);
  }

  @Test
  void whatEvenItsEndThrowsHarmsNobody() {
    // given
    run.tick();
    plan.stopFailure = new IllegalStateException("stuck");
    plan.failure = new NoClassDefFoundError("org/rocksdb/RocksDB");

    // when
    run.tick();

    // then
    assertThat(run.status().state()).isEqualTo(QueryState.RETRYING);
    assertThat(run.status().lastError()).contains("RocksDB");
  }

  @Test
  void onceStoppedItIsNotStartedAgain() {
    // given
    run.tick();

    // when
    run.stop();
    clock.pass(Duration.ofDays(1));
    run.tick();

    // then
    assertThat(plan.stops).isOne();
    assertThat(plan.starts).isOne();
  }

  private static final class Fragile implements FeedCompanion.Plan, FeedCompanion {
    private int starts;
    private int stops;
    private Throwable failure;
    private RuntimeException startFailure;
    private RuntimeException stopFailure;

    @Override
    public String name() {
      return "live-visits";
    }

    @Override
    public FeedCompanion start() {
      if (startFailure != null) {
        throw startFailure;
      }
      starts++;
      return this;
    }

    @Override
    public void tick() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      } else if (failure instanceof Exception exception) {
        throw exception;
      }
    }

    @Override
    public QueryStatus status() {
      return QueryStatus.of(name(), QueryState.RUNNING, Instant.EPOCH).batch(7).build();
    }

    @Override
    public void stop() {
      stops++;
      if (stopFailure != null) {
        throw stopFailure;
      }
    }
  }

  private static final class Ticks extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
