package io.millrace.ingest.infer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A whole declaration as guessed.
 *
 * @param feed the feed's name
 * @param sample the sample's file name
 * @param layout how the sample is cut
 * @param fields in order
 * @param eventTime the field's name and what a person should know of it
 * @param id the same for the record's id
 * @param key the same for the topic's key
 * @param farPast the day before which nothing in the sample lies, when that is before the default
 * @param farFutureDays how far ahead of now the sample reaches, when that is beyond the default
 * @param notes on the sample as a whole
 */
record Declaration(
    String feed,
    String sample,
    SampleLayout layout,
    List<GuessedField> fields,
    Role eventTime,
    Role id,
    Role key,
    Optional<LocalDate> farPast,
    Optional<Long> farFutureDays,
    List<String> notes) {

  /**
   * A field chosen for something.
   *
   * @param why what a person should know, beginning with {@link #CHECK}
   */
  record Role(String field, String why) {
    /** With which everything begins that a person should look at. */
    static final String CHECK = "check: ";
  }

  Declaration {
    fields = List.copyOf(fields);
    notes = List.copyOf(notes);
  }

  /** The same for a sample that reaches so far. */
  Declaration reaching(Optional<LocalDate> past, Optional<Long> futureDays, List<String> more) {
    return new Declaration(
        feed, sample, layout, fields, eventTime, id, key, past, futureDays, more);
  }
}
