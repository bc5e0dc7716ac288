package io.millrace.model.landing;

import io.millrace.model.landing.LiveProgress.Greatest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The event time before which a feed expects no more live records.
 *
 * <p>It is the minimum over the topic's partitions of their greatest event time, minus the allowed
 * lateness. A partition is idle, and left out, only when nothing of it is left to land and it has
 * brought nothing for the idle timeout. When all are idle, the clock stands in for event time.
 */
public final class LiveWatermark {

  private final Duration allowedLateness;
  private final Duration idleTimeout;

  public LiveWatermark(Duration allowedLateness, Duration idleTimeout) {
    this.allowedLateness = allowedLateness;
    this.idleTimeout = idleTimeout;
  }

  /**
   * The watermark now.
   *
   * @param live what has landed
   * @param lag for every partition of the topic, how many records of it are still to land
   * @param now the wall clock
   * @return empty before the first live record, and while a partition that never brought one has
   *     records left to land
   */
  public Optional<Instant> at(LiveProgress live, Map<Integer, Long> lag, Instant now) {
    if (!live.started()) {
      return Optional.empty();
    }
    List<Instant> active = new ArrayList<>();
    for (Map.Entry<Integer, Long> partition : lag.entrySet()) {
      Optional<Greatest> greatest = live.ofPartition(partition.getKey());
      boolean caughtUp = partition.getValue() == 0;
      if (greatest.isEmpty()) {
        if (!caughtUp) {
          return Optional.empty();
        }
      } else if (!caughtUp || greatest.get().seenAt().plus(idleTimeout).isAfter(now)) {
        active.add(greatest.get().eventTime());
      }
    }
    return Optional.of(
        active.stream()
            .min(Instant::compareTo)
            .map(eventTime -> eventTime.minus(allowedLateness))
            .orElseGet(() -> idle(now)));
  }

  /**
   * The watermark of a topic that has brought no live record since somebody began to look, and has
   * none left.
   *
   * @return empty until it has been so for the idle timeout
   */
  public Optional<Instant> silent(Instant since, Instant now) {
    return since.plus(idleTimeout).isAfter(now) ? Optional.empty() : Optional.of(idle(now));
  }

  private Instant idle(Instant now) {
    return now.minus(idleTimeout).minus(allowedLateness);
  }

  /**
   * The hours that a watermark lets close, in order. There may be very many: a single record of
   * long ago has years of hours after it.
   *
   * @param from the first hour not yet closed
   */
  public static Stream<EventHour> closable(EventHour from, Instant watermark) {
    return Stream.iterate(from, hour -> !hour.end().isAfter(watermark), EventHour::next);
  }
}
