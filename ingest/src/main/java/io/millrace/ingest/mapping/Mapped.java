package io.millrace.ingest.mapping;

import static java.util.Objects.requireNonNull;

/** What became of a line. */
public sealed interface Mapped {

  /**
   * A record.
   *
   * @param values in the order of the feed's fields; owned by the caller
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Row(Object[] values) implements Mapped {}

  /**
   * A broken line.
   *
   * @param field at fault, or null
   * @param detail one short line for a person
   * @param rule the feed's quality rule that does not hold, or null
   */
  record Broken(BreakReason reason, String field, String detail, String rule) implements Mapped {
    public Broken {
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }

    /** A line that is broken by itself and not by a rule. */
    public Broken(BreakReason reason, String field, String detail) {
      this(reason, field, detail, null);
    }
  }

  /** A line that is no record by its format, such as the header of a CSV file. */
  record Header() implements Mapped {}
}
