package io.millrace.ingest.fraud.stream;

/** Other rules than those asked for are in effect. The message says which, and what to do. */
public final class OtherRulesException extends RuntimeException {
  OtherRulesException(String message) {
    super(message);
  }
}
