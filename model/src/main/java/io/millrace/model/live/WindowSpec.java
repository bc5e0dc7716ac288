package io.millrace.model.live;

import java.io.Serializable;
import java.time.Duration;

/**
 * Windows of one size, one of which starts at each multiple of {@code every} since
 * 1970-01-01T00:00:00Z.
 *
 * @param size a multiple of {@code every}
 * @param every a multiple of a pane's {@link #PANE}
 */
public record WindowSpec(Duration size, Duration every) implements Serializable {
  /** Of panes, from which all windows are derived. */
  public static final Duration PANE = Duration.ofSeconds(5);

  static final long PANE_MICROS = micros(PANE);

  public WindowSpec {
    if (micros(every) <= 0 || micros(every) % PANE_MICROS != 0) {
      throw new IllegalArgumentException(
          "A window cannot start every " + every + "; it can at multiples of " + PANE + ".");
    }
    if (micros(size) <= 0 || micros(size) % micros(every) != 0) {
      throw new IllegalArgumentException(
          "A window that starts every " + every + " cannot last " + size + ", no multiple of it.");
    }
  }

  /** Windows that follow each other without overlap. */
  static WindowSpec tumbling(Duration size) {
    return new WindowSpec(size, size);
  }

  static WindowSpec sliding(Duration size, Duration every) {
    return new WindowSpec(size, every);
  }

  long sizeMicros() {
    return micros(size);
  }

  long everyMicros() {
    return micros(every);
  }

  public int seconds() {
    return Math.toIntExact(size.toSeconds());
  }

  /** The start of the first window that ends after that time. */
  long firstEndingAfter(long micros) {
    return Math.floorDiv(micros - sizeMicros(), everyMicros()) * everyMicros() + everyMicros();
  }

  /** The start of the pane that a time belongs to. */
  static long paneOf(long micros) {
    return Math.floorDiv(micros, PANE_MICROS) * PANE_MICROS;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
