package io.millrace.warehouse;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** Reads durations as they are written in settings. */
final class Durations {

  private static final String NONE = "none";

  private Durations() {}

  static Duration positive(String text) {
    Duration duration;
    try {
      duration = Duration.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "not an ISO 8601 duration such as PT30M (30 minutes) or PT24H (24 hours)", e);
    }
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("shorter than a second");
    }
    return duration;
  }

  static Optional<Duration> positiveOrNone(String text) {
    return text.strip().equalsIgnoreCase(NONE) ? Optional.empty() : Optional.of(positive(text));
  }
}
