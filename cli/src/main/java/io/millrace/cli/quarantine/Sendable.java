package io.millrace.cli.quarantine;

/**
 * A record that the feed accepts now, as it will be sent.
 *
 * @param at where the refused record lies
 * @param dt its day in {@code raw.quarantine}
 * @param repaired whether a person mended it
 * @param key of the record, or null
 * @param value of the record, personal data hashed or dropped
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record Sendable(Coordinates at, String dt, boolean repaired, byte[] key, byte[] value) {

  JournalEntry.Resent resent() {
    return new JournalEntry.Resent(at.partition(), at.offset(), dt, repaired);
  }
}
