package io.millrace.model.privacy;

/** A salt file that must not be used; the message says what to do. */
public final class InvalidSaltException extends RuntimeException {
  InvalidSaltException(String message) {
    super(message);
  }
}
