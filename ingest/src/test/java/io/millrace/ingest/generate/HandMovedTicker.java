package io.millrace.ingest.generate;

import io.millrace.model.record.ValueRange;
import java.time.Instant;

/** Time that moves only by waiting, and by hand. */
final class HandMovedTicker implements Ticker {
  /** What the clock on the wall shows at the beginning. */
  static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  private final long overshoot;
  private long nanos;
  private int pauses;

  /**
   * @param overshoot by which each wait lasts longer than asked for
   */
  HandMovedTicker(long overshoot) {
    this.overshoot = overshoot;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long epochMicros() {
    return ValueRange.micros(START) + nanos / 1_000;
  }

  @Override
  public void pause(long forNanos) {
    pauses++;
    nanos += forNanos + overshoot;
  }

  void move(long byNanos) {
    nanos += byNanos;
  }

  int pauses() {
    return pauses;
  }
}
