package io.millrace.model.fraud;

/**
 * Bytes that are no account's state, or one of another version; the store that they come from is
 * unfit, and its owner must rebuild it from the payments.
 */
public final class InvalidStateException extends RuntimeException {
  InvalidStateException(String what) {
    super("Not the state of an account: " + what + ". Rebuild the state from the payments.");
  }
}
