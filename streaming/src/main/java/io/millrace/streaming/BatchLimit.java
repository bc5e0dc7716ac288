package io.millrace.streaming;

import io.millrace.model.streaming.BatchSettings;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How many records a batch may have, so that one that has to catch up takes about as long as it is
 * meant to. The limit follows the rate that was measured. It is changed only when it is off by half
 * or more, since a change costs a start of the query; and small batches say nothing about the rate,
 * since most of their time goes into what each batch costs whatever its size.
 */
final class BatchLimit {

  private static final double FULL = 0.8;
  private static final double SLOW = 1.5;
  private static final double LARGE = 0.25;
  private static final double OFF = 1.5;
  private static final double GREATEST_STEP = 4;
  private static final long LEAST = 10_000;

  private final BatchSettings settings;
  private final long least;
  private long current;
  private long wanted;

  BatchLimit(BatchSettings settings) {
    this.settings = settings;
    this.least = Math.min(LEAST, settings.maxOffsets());
    this.current = settings.firstOffsets();
    this.wanted = current;
  }

  /** Records of a batch at most. */
  synchronized long current() {
    return current;
  }

  /** A batch was landed in that time. */
  synchronized void observe(long records, Duration took) {
    double seconds = Math.max(took.toMillis(), 1) / 1000.0;
    double target = settings.target().toMillis() / 1000.0;
    boolean full = records >= FULL * current;
    boolean slow = seconds > SLOW * target && records >= LARGE * current;
    if (!full && !slow) {
      return;
    }
    double fitting = records / seconds * target;
    double step = Math.min(current * GREATEST_STEP, Math.max(current / GREATEST_STEP, fitting));
    wanted = Math.max(least, Math.min(Math.round(step), settings.maxOffsets()));
  }

  /** The limit that fits better by half or more, or empty to go on with the current one. */
  synchronized OptionalLong better() {
    double factor = wanted / (double) current;
    return factor >= OFF || factor <= 1 / OFF ? OptionalLong.of(wanted) : OptionalLong.empty();
  }

  /** Batches begin with that limit from now on. */
  synchronized void use(long limit) {
    current = limit;
    wanted = limit;
  }
}
