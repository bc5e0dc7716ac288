package io.millrace.streaming;

import java.util.Optional;

/** Another driver owns the feed; this one must end and has published nothing it did not own. */
public final class FencedException extends RuntimeException {

  public FencedException(String feed, long seq) {
    super("feed %s: another driver took sequence number %d; this one ends".formatted(feed, seq));
  }

  /**
   * @param message what was taken over, for people
   */
  public FencedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The one among a failure's causes, if it is there. */
  static Optional<FencedException> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FencedException fenced) {
        return Optional.of(fenced);
      }
    }
    return Optional.empty();
  }
}
