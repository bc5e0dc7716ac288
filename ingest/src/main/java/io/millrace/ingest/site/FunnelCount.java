package io.millrace.ingest.site;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts how far visits get in a funnel. For several threads; one visit belongs to one of them. */
public final class FunnelCount {
  private final Funnel funnel;
  private final AtomicLong visits = new AtomicLong();
  private final AtomicLongArray reached;

  public FunnelCount(Funnel funnel) {
    this.funnel = funnel;
    this.reached = new AtomicLongArray(funnel.steps().size());
  }

  /** A visit begins. */
  public Progress begin() {
    visits.incrementAndGet();
    return new Progress();
  }

  /** How many visits began. */
  public long visits() {
    return visits.get();
  }

  /** How many of them reached that step. */
  public long reached(int step) {
    return reached.get(step);
  }

  /** How far one visit is. */
  public final class Progress {
    private int step;

    private Progress() {}

    /** It asked for that page and was answered with that status. */
    public void got(int page, int status) {
      if (status < 400 && step < reached.length() && funnel.steps().get(step) == page) {
        reached.incrementAndGet(step++);
      }
    }
  }
}
