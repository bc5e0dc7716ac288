package io.millrace.model.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SessionizerTest {
  private static final Duration GAP = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofSeconds(30);
  private static final long SECOND = 1_000_000L;

  @Property
  void everyEventIsInOneSessionAndOrderIsKept(
      @ForAll @Size(max = 60) List<@IntRange(max = 25) Integer> steps) {
    List<Long> times = times(steps);

    List<Session<List<Long>>> sessions = sessions(times, Optional.of(MAX));

    assertThat(sessions.stream().flatMap(s -> s.summary().stream()).toList()).isEqualTo(times);
    assertThat(sessions).allMatch(s -> s.events() == s.summary().size());
  }

  @Property
  void sessionsObeyBothLimitsAndEndOnlyForAReason(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 25) Integer> steps) {
    List<Session<List<Long>>> sessions = sessions(times(steps), Optional.of(MAX));

    for (int i = 0; i < sessions.size(); i++) {
      Session<List<Long>> session = sessions.get(i);
      assertThat(session.durationMicros()).isLessThan(30 * SECOND);
      for (int e = 1; e < session.summary().size(); e++) {
        assertThat(session.summary().get(e) - session.summary().get(e - 1))
            .isLessThanOrEqualTo(10 * SECOND);
      }
      if (i == sessions.size() - 1) {
        assertThat(session.end()).isEqualTo(EndReason.OPEN);
      } else {
        long next = sessions.get(i + 1).startMicros();
        boolean byGap = next - session.endMicros() > 10 * SECOND;
        boolean byMax = next - session.startMicros() >= 30 * SECOND;
        assertThat(byGap || byMax).isTrue();
        assertThat(session.end()).isEqualTo(byGap ? EndReason.GAP : EndReason.MAX_DURATION);
      }
    }
  }

  @Property
  void cuttingAtASessionsStartGivesTheSameSessions(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 25) Integer> steps) {
    List<Session<List<Long>>> whole = sessions(times(steps), Optional.of(MAX));

    List<Session<List<Long>>> piecewise = new ArrayList<>();
    for (Session<List<Long>> session : whole) {
      piecewise.addAll(sessions(session.summary(), Optional.of(MAX)));
    }

    assertThat(piecewise.stream().map(Session::summary).toList())
        .isEqualTo(whole.stream().map(Session::summary).toList());
  }

  @Example
  void eventOneGapLaterStillBelongsAndOneAtTheMaximumDoesNot() {
    assertThat(sessions(List.of(0L, 10 * SECOND), Optional.empty())).hasSize(1);
    assertThat(sessions(List.of(0L, 10 * SECOND + 1), Optional.empty())).hasSize(2);
    List<Long> steady = LongStream.rangeClosed(0, 6).map(i -> i * 5 * SECOND).boxed().toList();
    assertThat(sessions(steady, Optional.of(MAX)))
        .extracting(Session::events)
        .containsExactly(6L, 1L);
    assertThat(sessions(steady, Optional.empty())).hasSize(1);
  }

  @Example
  void lastSessionIsJudgedByWhatIsKnown() {
    assertThat(lastEnd(List.of(0L), 10 * SECOND)).isEqualTo(EndReason.OPEN);
    assertThat(lastEnd(List.of(0L), 10 * SECOND + 1)).isEqualTo(EndReason.GAP);
    List<Long> steady = LongStream.rangeClosed(0, 5).map(i -> i * 5 * SECOND).boxed().toList();
    assertThat(lastEnd(steady, 29 * SECOND)).isEqualTo(EndReason.OPEN);
    assertThat(lastEnd(steady, 30 * SECOND)).isEqualTo(EndReason.MAX_DURATION);
  }

  @Example
  void eventsAreReadOnlyAsFarAsNeeded() {
    Iterator<Long> endless = LongStream.iterate(0, t -> t + 20 * SECOND).iterator();

    Iterator<Session<List<Long>>> sessions =
        new Sessionizer(GAP, Optional.empty()).sessions(endless, Long::longValue, new Kept());

    assertThat(sessions.next().startMicros()).isZero();
    assertThat(sessions.next().startMicros()).isEqualTo(20 * SECOND);
  }

  @Example
  void unorderedEventsAndLimitsWithoutMeaningAreRefused() {
    assertThatThrownBy(() -> sessions(List.of(5L, 4L), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time order");
    assertThatThrownBy(() -> new Sessionizer(Duration.ZERO, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("session gap is PT0S");
    assertThatThrownBy(() -> new Sessionizer(GAP, Optional.of(Duration.ofSeconds(-1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maximum session duration is PT-1S");
  }

  private static EndReason lastEnd(List<Long> times, long knownUntil) {
    Iterator<Session<List<Long>>> sessions =
        new Sessionizer(GAP, Optional.of(MAX))
            .sessions(times.iterator(), Long::longValue, new Kept(), knownUntil);
    EndReason last = null;
    while (sessions.hasNext()) {
      last = sessions.next().end();
    }
    return last;
  }

  private static List<Long> times(List<Integer> steps) {
    List<Long> times = new ArrayList<>();
    long time = 0;
    for (int step : steps) {
      time += step * SECOND;
      times.add(time);
    }
    return times;
  }

  private static List<Session<List<Long>>> sessions(List<Long> times, Optional<Duration> max) {
    List<Session<List<Long>>> sessions = new ArrayList<>();
    new Sessionizer(GAP, max)
        .<Long, List<Long>>sessions(times.iterator(), Long::longValue, new Kept())
        .forEachRemaining(sessions::add);
    return sessions;
  }

  private static final class Kept implements SessionFold<Long, List<Long>> {
    @Override
    public List<Long> begin(Long first) {
      return new ArrayList<>(List.of(first));
    }

    @Override
    public List<Long> add(List<Long> summary, Long event) {
      summary.add(event);
      return summary;
    }
  }
}
