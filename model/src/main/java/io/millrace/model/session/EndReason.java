package io.millrace.model.session;

/** Why a session ends. */
public enum EndReason {
  /**
   * The next event came after more than the inactivity gap, or none came and the gap has passed.
   */
  GAP,
  /** The session had reached its maximum duration. */
  MAX_DURATION,
  /** It has not ended as far as is known: the visitor's next event could still belong to it. */
  OPEN
}
