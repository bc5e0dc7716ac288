package io.millrace.ingest.generate;

/** What a generated record is. */
public enum Kind {
  /** Sent for the first time, when it happened. */
  NEW,
  /** A record that was sent before, once more with the same id. */
  DUPLICATE,
  /** Sent for the first time, long after it happened. */
  LATE,
  /** Bytes that are no record of the feed. */
  MALFORMED
}
