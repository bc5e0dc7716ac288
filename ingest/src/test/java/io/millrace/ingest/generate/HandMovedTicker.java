package io.millrace.ingest.generate;

/** Time that moves only by waiting, and by hand. */
final class HandMovedTicker implements Ticker {
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
