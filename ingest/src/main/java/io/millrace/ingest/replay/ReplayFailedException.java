package io.millrace.ingest.replay;

import io.millrace.model.run.RunRecord;

/**
 * A replay that did not come to its end. What {@link #acknowledged} names is on the topics and
 * stays there; no run record was written. Replaying the file again is safe: its records get the
 * same ids, and curated tables keep each id once.
 */
public final class ReplayFailedException extends RuntimeException {
  private final transient RunRecord acknowledged;

  ReplayFailedException(String message, RunRecord acknowledged, Throwable cause) {
    super(message, cause);
    this.acknowledged = acknowledged;
  }

  /** What the broker had acknowledged when the replay stopped. */
  public RunRecord acknowledged() {
    return acknowledged;
  }
}
