package io.millrace.model.retention;

/** What becomes of a day of a table. */
public sealed interface Verdict {

  /** It stays. */
  record Kept() implements Verdict {}

  /** It is dropped. */
  record Dropped(KeepTimes.Rule rule) implements Verdict {}

  /** It would be dropped, and a hold keeps it. */
  record Held(KeepTimes.Rule rule, LegalHold hold) implements Verdict {}
}
