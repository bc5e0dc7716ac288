package io.millrace.ingest.mapping;

/** A line that is not in the source's format; it is refused and the next one read. */
public final class MalformedLineException extends Exception {
  MalformedLineException(String detail) {
    super(detail, null, false, false);
  }
}
