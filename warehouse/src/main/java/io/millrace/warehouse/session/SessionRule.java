package io.millrace.warehouse.session;

import io.millrace.model.funnel.DeclaredConversions;
import io.millrace.model.session.Sessionizer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * How events become sessions.
 *
 * @param gap idle time that a session survives; anything longer ends it
 * @param max duration at which a session is cut, if at all
 * @param conversions what makes a session converted; of none it is known where none are declared
 */
public record SessionRule(Duration gap, Optional<Duration> max, DeclaredConversions conversions) {

  /** A rule without declared conversions. */
  public SessionRule(Duration gap, Optional<Duration> max) {
    this(gap, max, DeclaredConversions.NONE);
  }

  /** The same rule with other conversions. */
  public SessionRule with(DeclaredConversions declared) {
    return new SessionRule(gap, max, declared);
  }

  Sessionizer sessionizer() {
    return new Sessionizer(gap, max);
  }

  long gapMicros() {
    return micros(gap);
  }

  /** The greatest duration, or {@link Long#MAX_VALUE} when there is none. */
  long maxMicros() {
    return max.map(SessionRule::micros).orElse(Long.MAX_VALUE);
  }

  /**
   * The last day on which a session that begins on a day can end, or be known to have ended.
   *
   * @param landed the days that have events
   */
  public LocalDate lastDayOfSessionsFrom(LocalDate day, NavigableSet<LocalDate> landed) {
    if (max.isPresent()) {
      return day.plusDays(1).atStartOfDay().plus(max.get()).toLocalDate();
    }
    LocalDate last = landed.isEmpty() || landed.last().isBefore(day) ? day : landed.last();
    return last.plusDays(1).atStartOfDay().plus(gap).toLocalDate();
  }

  private static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.toSeconds(), 1_000_000L), duration.toNanosPart() / 1_000);
  }
}
