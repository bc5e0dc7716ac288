package io.millrace.ingest.generate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a user asks of a generator; what is empty follows from the rest by {@link #plan}.
 *
 * @param seed decides everything that is random
 * @param rate records sent in a second of real time; infinite for as fast as it goes
 * @param count records to make, those that are repeated or malformed on top
 * @param duration how much time the events span
 * @param start event time of the first record, which makes it a history; empty for live, where
 *     events happen now
 * @param speed seconds of event time in a second of real time; only for a history
 * @param disturbance how often records are repeated, late or malformed
 */
public record GenerationSettings(
    long seed,
    OptionalDouble rate,
    OptionalLong count,
    Optional<Duration> duration,
    Optional<Instant> start,
    OptionalDouble speed,
    Disturbance disturbance) {
  private static final double LIVE_RATE = 100;
  private static final double DENSITY_AT_ANY_RATE = 10_000;

  public GenerationSettings {
    requireNonNull(rate, "rate");
    requireNonNull(count, "count");
    requireNonNull(duration, "duration");
    requireNonNull(start, "start");
    requireNonNull(speed, "speed");
    requireNonNull(disturbance, "disturbance");
    List<String> problems = new ArrayList<>();
    if (rate.isPresent() && !(rate.getAsDouble() > 0)) {
      problems.add("rate is " + rate.getAsDouble() + "; legal: more than 0, or max");
    }
    if (count.isPresent() && count.getAsLong() < 1) {
      problems.add("count is " + count.getAsLong() + "; legal: 1 or more");
    }
    if (duration.isPresent() && duration.get().compareTo(Duration.ofMillis(1)) < 0) {
      problems.add("duration is " + duration.get() + "; legal: PT0.001S or more");
    }
    if (speed.isPresent() && !(speed.getAsDouble() > 0 && Double.isFinite(speed.getAsDouble()))) {
      problems.add("speed is " + speed.getAsDouble() + "; legal: more than 0");
    }
    if (speed.isPresent() && start.isEmpty()) {
      problems.add("speed is for a history; legal: together with start");
    }
    if (isFinite(rate) && speed.isPresent() && count.isPresent() && duration.isPresent()) {
      problems.add("rate, speed, count and duration say too much together; legal: three of them");
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }

  /**
   * What exactly is to be done.
   *
   * @param usual mean records in a second of event time of a history for which nothing says
   *     otherwise
   * @param now the present, which a history may not pass
   * @throws InvalidSettingsException when it would
   */
  public GenerationPlan plan(double usual, Instant now) {
    return start.isPresent() ? history(start.get(), usual, now) : live(now);
  }

  private GenerationPlan live(Instant now) {
    double wanted = rate.orElse(LIVE_RATE);
    double density = Double.isFinite(wanted) ? wanted : DENSITY_AT_ANY_RATE;
    Timeline timeline = new Timeline(now, density);
    return new GenerationPlan(TimeMode.LIVE, timeline, wanted, records(), duration);
  }

  private GenerationPlan history(Instant from, double usual, Instant now) {
    double density = usual;
    if (count.isPresent() && duration.isPresent()) {
      density = count.getAsLong() / seconds(duration.get());
    } else if (isFinite(rate) && speed.isPresent()) {
      density = rate.getAsDouble() / speed.getAsDouble();
    }
    double sent = Double.POSITIVE_INFINITY;
    if (rate.isPresent()) {
      sent = rate.getAsDouble();
    } else if (speed.isPresent()) {
      sent = density * speed.getAsDouble();
    }
    Duration left = Duration.between(from, now);
    Optional<Duration> span = duration;
    if (span.isEmpty() && count.isEmpty()) {
      span = Optional.of(left);
    }
    requireNotAfter(now, from, span, density);
    return new GenerationPlan(TimeMode.HISTORY, new Timeline(from, density), sent, records(), span);
  }

  private void requireNotAfter(Instant now, Instant from, Optional<Duration> span, double density) {
    double seconds = span.map(GenerationSettings::seconds).orElse(count.orElse(0) / density);
    double left = seconds(Duration.between(from, now));
    if (left <= 0) {
      throw new InvalidSettingsException(
          List.of("start is " + from + "; legal: before now, " + now));
    }
    if (seconds > left) {
      String problem =
          String.format(
              Locale.ROOT,
              "the events would span %.1f days from %s and so pass now, %s; legal: an earlier start,"
                  + " a smaller duration or count",
              seconds / 86_400,
              from,
              now);
      throw new InvalidSettingsException(List.of(problem));
    }
  }

  private long records() {
    return count.orElse(Long.MAX_VALUE);
  }

  private static boolean isFinite(OptionalDouble number) {
    return number.isPresent() && Double.isFinite(number.getAsDouble());
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
