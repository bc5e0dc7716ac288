package io.millrace.model.funnel;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which days of the funnels' figures depend on which days of events: a way that begins shortly
 * before midnight goes on after it. A day depends on itself and on as many days after it as the
 * longest window reaches.
 *
 * @param reach how many days after a day its figures can depend on; 0 without any funnel
 */
public record FunnelDays(int reach) implements Serializable {

  /**
   * How many days after the one it starts on a session is followed where nothing ends it but a
   * pause.
   */
  static final int LONGEST_SESSION = 7;

  /**
   * The days of those funnels.
   *
   * @param sessionMax the duration at which sessions are cut, if they are
   */
  public static FunnelDays of(Collection<Funnel> funnels, Optional<Duration> sessionMax) {
    return new FunnelDays(
        funnels.stream().mapToInt(funnel -> reachOf(funnel, sessionMax)).max().orElse(0));
  }

  /** The days whose figures change when the events of those days do; those days among them. */
  public NavigableSet<LocalDate> affectedDays(Collection<LocalDate> changed) {
    return spread(changed, -reach, 0);
  }

  /** The days whose events the figures of those days are computed from. */
  public NavigableSet<LocalDate> eventDays(Collection<LocalDate> computed) {
    return spread(computed, 0, reach);
  }

  private static int reachOf(Funnel funnel, Optional<Duration> sessionMax) {
    if (funnel.counting() == Funnel.Counting.VISITOR) {
      return daysIn(funnel.window());
    }
    // a session's first step may come as late as its last event
    return sessionMax.map(FunnelDays::daysIn).orElse(LONGEST_SESSION);
  }

  /** How many midnights there can be from an instant to another that is so much later at most. */
  private static int daysIn(Duration duration) {
    return Math.toIntExact(duration.plusDays(1).minusNanos(1).toDays());
  }

  private static NavigableSet<LocalDate> spread(Collection<LocalDate> days, int from, int to) {
    NavigableSet<LocalDate> all = new TreeSet<>();
    for (LocalDate day : List.copyOf(days)) {
      all.addAll(day.plusDays(from).datesUntil(day.plusDays(to + 1L)).toList());
    }
    return all;
  }
}
