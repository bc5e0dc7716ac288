package io.millrace.streaming;

/** A driver died here. */
final class Killed extends RuntimeException {
  private static final long serialVersionUID = 1;
}
