package io.millrace.ingest.fraud.stream;

/** Another host owns the topics of scores and alerts. The message says who, and what to do. */
public final class OutputsHeldException extends RuntimeException {
  OutputsHeldException(String message, Throwable cause) {
    super(message, cause);
  }
}
