package io.millrace.ingest.generate;

/**
 * The output takes no more records. What it acknowledged before stays there. The message says what
 * happened.
 */
public final class OutputFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  OutputFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
