package io.millrace.ingest.collect.spool;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all spools together may take on disk. Safe for several threads. */
public final class SpoolBudget {
  private final long limitBytes;
  private final AtomicLong used = new AtomicLong();

  public SpoolBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The most that fits. */
  public long limitBytes() {
    return limitBytes;
  }

  /** What is taken now. */
  public long usedBytes() {
    return used.get();
  }

  void take(long bytes) throws SpoolFullException {
    if (used.addAndGet(bytes) > limitBytes) {
      used.addAndGet(-bytes);
      throw new SpoolFullException(limitBytes);
    }
  }

  /** For what lies on disk already, even when it is more than the limit. */
  void takeFound(long bytes) {
    used.addAndGet(bytes);
  }

  void give(long bytes) {
    used.addAndGet(-bytes);
  }
}
