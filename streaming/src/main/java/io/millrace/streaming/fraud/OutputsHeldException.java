package io.millrace.streaming.fraud;

/** Another kind of host owns the topics of scores and alerts: try again when it has ended. */
final class OutputsHeldException extends RuntimeException {
  OutputsHeldException(String message, Throwable cause) {
    super(message, cause);
  }
}
