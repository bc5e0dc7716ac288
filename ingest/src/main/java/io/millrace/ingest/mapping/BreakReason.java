package io.millrace.ingest.mapping;

/** Why a line cannot become a record, in the order in which it is judged. */
public enum BreakReason {
  /** Longer than the limit, as a line or as the record it would become. */
  TOO_LONG,
  /** Nothing but white space. */
  EMPTY,
  /** Holds a control character other than a tab. */
  BINARY,
  /** Not UTF-8. */
  ENCODING,
  /** Not in the source's format: cut off, an open quote, a column too many or too few. */
  MALFORMED,
  /** A column's text is no value of its field. */
  BAD_VALUE,
  /** A required field has no value. */
  MISSING_FIELD,
  /** A quality rule of the feed does not hold. */
  RULE
}
