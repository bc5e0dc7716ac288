package io.millrace.ingest.generate;

/**
 * Lets a live generation's records happen when they are sent: whatever holds the sending up, a
 * record that is not late has the present as its event time. Does nothing to a history.
 */
final class LiveTime {
  private final TimeMode mode;
  private final Ticker ticker;
  private final long startMicros;
  private final long startNanos;
  private final long mostNanos;
  private long nanos;

  LiveTime(GenerationPlan plan, Ticker ticker) {
    this.mode = plan.mode();
    this.ticker = ticker;
    this.startMicros = ticker.epochMicros();
    this.startNanos = ticker.nanos();
    this.mostNanos = plan.duration().map(d -> d.toNanos()).orElse(Long.MAX_VALUE);
  }

  /** Whether a live generation has lasted as long as it should. */
  boolean isOver() {
    if (mode == TimeMode.HISTORY) {
      return false;
    }
    nanos = ticker.nanos() - startNanos;
    return nanos >= mostNanos;
  }

  /**
   * Moves the event time of a record sent for the first time, as far as it takes to be sent at the
   * time of the last question.
   */
  void move(Generated record, int eventTime) {
    boolean first = record.kind() == Kind.NEW || record.kind() == Kind.LATE;
    if (mode == TimeMode.LIVE && first) {
      long now = startMicros + nanos / 1_000;
      long happened = (Long) record.row()[eventTime];
      record.row()[eventTime] = happened + now - record.sendMicros();
    }
  }
}
