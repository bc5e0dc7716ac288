package io.millrace.cli.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.quarantine.ReplayWorld.Killed;
import io.millrace.cli.quarantine.ReplayWorld.Sent;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.model.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refused records are sent again once each, whatever is killed and whoever else replays. */
class QuarantineReplayTest {

  private static final int RECORDS = 5;
  private static final Holder DEAD = ReplayWorld.DEAD;
  private static final Holder ALIVE = Holder.ofThisProcess();

  private ReplayWorld world = new ReplayWorld();

  @Test
  void everyRecordIsSentOnceAndARepeatedReplaySendsNone() throws Exception {
    replay(DEAD);
    replay(DEAD);

    assertThat(refusedOnTopic()).containsExactlyElementsOf(refused());
    assertThat(world.runs()).hasSize(1);
    assertThat(world.runs().get(0).records()).isEqualTo(RECORDS);
    assertThat(world.journal().entries()).hasSize(1);
  }

  @Test
  void everyRecordIsSentOnceWhereverTwoReplaysInARowAreKilled() throws Exception {
    int steps = stepsOfAWholeReplay();
    int deaths = 0;
    for (int first = 1; first <= steps; first++) {
      for (int second = 0; second <= steps; second++) {
        // given a replay that is killed at a step, and perhaps its successor as well
        world = new ReplayWorld();
        deaths += replayKilledAt(first);
        if (second > 0) {
          deaths += replayKilledAt(second);
        }

        // when
        replay(DEAD);

        // then
        String where = "killed at %d, then at %d".formatted(first, second);
        assertThat(refusedOnTopic()).as(where).containsExactlyInAnyOrderElementsOf(refused());
        assertThat(world.journal().replayed())
            .as(where)
            .containsExactlyInAnyOrderElementsOf(refused());
        assertThat(world.runs().stream().mapToLong(RunRecord::records).sum())
            .as(where)
            .isEqualTo(RECORDS);
        assertEveryRunCoversItsRecords(where);
      }
    }
    assertThat(deaths).isGreaterThan(steps * steps);
  }

  @Test
  void aReplayWhileAnotherOneLivesIsToldSoAndSendsNothing() throws Exception {
    world.whileSending(
        () ->
            assertThatThrownBy(() -> replay(ALIVE))
                .isInstanceOfSatisfying(
                    CommandFailure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BUSY))
                .hasMessageContaining("process " + ALIVE.pid()));

    replay(ALIVE);

    assertThat(refusedOnTopic()).containsExactlyElementsOf(refused());
  }

  @Test
  void aReplayThatWokeUpAfterAnotherTookOverSendsNothingMore() throws Exception {
    // given a process that sleeps between noting a batch and sending it, while another takes over
    world.whileSending(() -> replay(ALIVE, TakeOver.FROM_ANY));

    // when it wakes up
    assertThatThrownBy(() -> replay(ALIVE)).isInstanceOf(CommandFailure.class);

    // then
    assertThat(refusedOnTopic()).containsExactlyInAnyOrderElementsOf(refused());
  }

  @Test
  void aReplayThatIsAskedToStopLeavesTheRestToTheNext() throws Exception {
    // given
    StopSignal stop = new StopSignal();
    try (QuarantineReplay replay = world.replay(DEAD)) {
      replay.begin(TakeOver.FROM_DEAD_PROCESSES);
      for (Coordinates at : refused().subList(0, 3)) {
        replay.send(sendable(at));
      }
      stop.request();
      replay.end(stop);
    }
    assertThat(refusedOnTopic()).hasSize(2);

    // when
    replay(DEAD);

    // then
    assertThat(refusedOnTopic()).containsExactlyElementsOf(refused());
    assertThat(world.runs()).extracting(RunRecord::records).containsExactly(2L, 3L);
  }

  private int stepsOfAWholeReplay() throws Exception {
    world.killAtStep(Integer.MAX_VALUE);
    replay(DEAD);
    return world.steps();
  }

  private int replayKilledAt(int step) throws Exception {
    world.killAtStep(step);
    try {
      replay(DEAD);
      return 0;
    } catch (Killed e) {
      return 1;
    } finally {
      world.killAtStep(Integer.MAX_VALUE);
    }
  }

  private void replay(Holder holder) throws Exception {
    replay(holder, TakeOver.FROM_DEAD_PROCESSES);
  }

  private void replay(Holder holder, TakeOver takeOver) throws Exception {
    try (QuarantineReplay replay = world.replay(holder)) {
      replay.begin(takeOver);
      for (Coordinates at : refused()) {
        if (!replay.isReplayed(at)) {
          replay.send(sendable(at));
        }
      }
      replay.end(new StopSignal());
    }
  }

  private List<Coordinates> refusedOnTopic() {
    return world.topic().stream().map(Sent::refused).toList();
  }

  private void assertEveryRunCoversItsRecords(String where) {
    for (Sent sent : world.topic()) {
      RunRecord run =
          world.runs().stream()
              .filter(r -> r.runId().equals(sent.run()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(where + ": no end of " + sent.run()));
      assertThat(run.ranges())
          .as(where)
          .anyMatch(
              range ->
                  range.partition() == sent.at().partition()
                      && range.fromOffset() <= sent.at().offset()
                      && sent.at().offset() < range.untilOffset());
    }
  }

  private static List<Coordinates> refused() {
    List<Coordinates> all = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      all.add(new Coordinates(i % 2, 100 + i));
    }
    return all;
  }

  private static Sendable sendable(Coordinates at) {
    return new Sendable(at, "2026-05-01", false, null, at.toString().getBytes(UTF_8));
  }
}
