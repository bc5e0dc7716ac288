package io.millrace.ingest.collect;

/** A collector that cannot start; the message says why and what to do. */
public final class CollectorStartException extends RuntimeException {
  CollectorStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
