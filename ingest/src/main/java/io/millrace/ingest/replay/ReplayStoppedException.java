package io.millrace.ingest.replay;

/**
 * A replay that ended early because it was asked to. All that was sent is acknowledged; no end of
 * the run is recorded. The message says how to go on.
 */
public final class ReplayStoppedException extends RuntimeException {
  ReplayStoppedException(String message) {
    super(message);
  }
}
