package io.millrace.ingest.fraud.stream;

/**
 * A host that could not start, or has ended by itself. What it had committed stays; one that starts
 * again goes on behind it.
 */
public final class StreamFailedException extends RuntimeException {
  StreamFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
