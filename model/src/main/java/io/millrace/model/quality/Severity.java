package io.millrace.model.quality;

/** What becomes of a load that fails a check. */
public enum Severity {
  /** It is noted, and that is all. */
  WARNING,
  /** It is not published, and nothing that depends on it is computed. */
  BLOCKING
}
