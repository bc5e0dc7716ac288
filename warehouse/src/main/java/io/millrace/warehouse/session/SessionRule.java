package io.millrace.warehouse.session;

import io.millrace.model.session.Sessionizer;
import java.time.Duration;
import java.util.Optional;

/**
 * How events become sessions.
 *
 * @param gap idle time that a session survives; anything longer ends it
 * @param max duration at which a session is cut, if at all
 */
public record SessionRule(Duration gap, Optional<Duration> max) {

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

  private static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.toSeconds(), 1_000_000L), duration.toNanosPart() / 1_000);
  }
}
