package io.millrace.cli.quarantine;

import io.millrace.cli.quarantine.JournalEntry.Resent;
import java.time.Instant;

/**
 * A refused record that is on the topic again; a row of {@code ops.quarantine_replayed}.
 *
 * @param kafkaPartition where the refused one lies
 * @param kafkaOffset where the refused one lies
 * @param dt its day in {@code raw.quarantine}
 * @param repaired whether it was sent as a person mended it
 * @param run the run that sent it
 * @param replayedAt when that was known
 * @param newPartition where it was sent
 * @param newOffset where it was sent
 */
record Replayed(
    int kafkaPartition,
    long kafkaOffset,
    String dt,
    boolean repaired,
    String run,
    Instant replayedAt,
    int newPartition,
    long newOffset) {

  static Replayed of(Resent resent, String run, Instant at, Coordinates sentTo) {
    return new Replayed(
        resent.partition(),
        resent.offset(),
        resent.dt(),
        resent.repaired(),
        run,
        at,
        sentTo.partition(),
        sentTo.offset());
  }

  Coordinates at() {
    return new Coordinates(kafkaPartition, kafkaOffset);
  }
}
