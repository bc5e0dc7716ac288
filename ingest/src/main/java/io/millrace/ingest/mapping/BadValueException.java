package io.millrace.ingest.mapping;

/** A column's text that is no value of its field; the line is refused and the next one read. */
final class BadValueException extends Exception {
  BadValueException(String detail) {
    super(detail, null, false, false);
  }
}
