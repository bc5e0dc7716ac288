package io.millrace.cli.fraud;

import io.millrace.cli.Words;
import io.millrace.ingest.fraud.stream.StreamProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says how far a fraud host is, a line at each look. */
final class StreamMeter {

  private final Clock clock;
  private Instant before;
  private long paymentsBefore;

  StreamMeter(Clock clock) {
    this.clock = clock;
    this.before = clock.instant();
  }

  /** What it has done, and how fast since the last line. */
  String line(StreamProgress now) {
    Instant at = clock.instant();
    double seconds = Math.max(0.001, Duration.between(before, at).toNanos() / 1e9);
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%s, %,.0f/s",
            Words.count(now.payments(), "payment"),
            (now.payments() - paymentsBefore) / seconds));
    parts.add(Words.count(now.alerts(), "alert"));
    parts.add("lag " + now.lag());
    parts.add("evaluated within %d ms".formatted(now.greatestAgeMillis()));
    if (now.duplicates() > 0) {
      parts.add(Words.count(now.duplicates(), "duplicate"));
    }
    if (now.foreignKeys() > 0) {
      parts.add(now.foreignKeys() + " under another key than their account");
    }
    now.refused().forEach((reason, count) -> parts.add(count + " refused as " + reason));
    before = at;
    paymentsBefore = now.payments();
    return String.join(", ", parts);
  }
}
