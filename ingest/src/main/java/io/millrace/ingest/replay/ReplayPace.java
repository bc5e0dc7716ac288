package io.millrace.ingest.replay;

import io.millrace.ingest.generate.Pace;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.generate.Ticker;
import java.util.Optional;

/** Holds each record back until it may go. For one thread. */
final class ReplayPace {
  private static final long LONGEST_PAUSE_NANOS = 100_000_000L;

  private final Optional<Batches> batches;
  private final Pace rate;
  private final Ticker ticker;
  private final StopSignal stop;
  private boolean begun;
  private long due;

  ReplayPace(ReplayPlan plan, Ticker ticker, StopSignal stop) {
    this.batches = plan.batches();
    this.rate = new Pace(plan.rate(), ticker);
    this.ticker = ticker;
    this.stop = stop;
  }

  /**
   * Waits until the next record may go.
   *
   * @param sent how many records were sent before
   * @param waiting called now and then meanwhile
   * @return false when the replay shall end instead
   */
  boolean await(long sent, Runnable waiting) {
    if (batches.isPresent() && batches.get().positionAfter(sent) == 1) {
      awaitBatch(batches.get().interval().toNanos(), waiting);
    }
    while (!isEnded() && !rate.pass()) {
      waiting.run();
    }
    return !isEnded();
  }

  /** The first batch goes at once; one that is late does not make the next ones hurry. */
  private void awaitBatch(long interval, Runnable waiting) {
    long now = ticker.nanos();
    due = begun ? Math.max(due + interval, now) : now;
    begun = true;
    while (!isEnded() && now < due) {
      ticker.pause(Math.min(LONGEST_PAUSE_NANOS, due - now));
      waiting.run();
      now = ticker.nanos();
    }
  }

  /** An interrupted thread does not pause any more, so it would spin. */
  private boolean isEnded() {
    return stop.requested() || Thread.currentThread().isInterrupted();
  }
}
