package io.millrace.cluster;

/** A daemon did not become ready; the message is the reason as the end of a sentence. */
final class ServiceFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  ServiceFailedException(String reason) {
    super(reason);
  }
}
