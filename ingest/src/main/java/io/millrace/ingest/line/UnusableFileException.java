package io.millrace.ingest.line;

/**
 * A file that cannot be replayed at all. Nothing was sent; the message says what the user must
 * change.
 */
public final class UnusableFileException extends RuntimeException {
  /** With a whole sentence for the user. */
  public UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
