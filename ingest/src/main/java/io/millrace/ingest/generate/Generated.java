package io.millrace.ingest.generate;

import static java.util.Objects.requireNonNull;

/**
 * A record that was made.
 *
 * @param row in the order of the feed's fields, valid also for {@link Kind#MALFORMED}, whose bytes
 *     are broken only when it is written; a duplicate has its original's array
 * @param sendMicros when it would be sent, in microseconds since 1970-01-01T00:00:00Z; not before
 *     its event time
 * @param kind what it is
 * @param label what it is an example of, such as the fraud rule that should see it, or null
 */
@SuppressWarnings("ArrayRecordComponent") // a row is an array everywhere; nobody compares these
public record Generated(Object[] row, long sendMicros, Kind kind, String label) {
  public Generated {
    requireNonNull(row, "row");
    requireNonNull(kind, "kind");
  }

  /** A clean record without a label. */
  public static Generated of(Object[] row, long sendMicros) {
    return new Generated(row, sendMicros, Kind.NEW, null);
  }
}
