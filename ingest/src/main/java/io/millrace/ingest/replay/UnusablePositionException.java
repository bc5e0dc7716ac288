package io.millrace.ingest.replay;

/**
 * A position file that does not fit what shall be replayed. Nothing was sent; the message says what
 * differs and what the user may do.
 */
public final class UnusablePositionException extends RuntimeException {
  UnusablePositionException(String message, Throwable cause) {
    super(message, cause);
  }
}
