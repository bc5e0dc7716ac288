package io.millrace.cli.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.millrace.model.landing.PartitionOffset;
import java.time.Instant;
import java.util.List;

/**
 * One entry of a feed's journal of replays. Whoever appends number {@code seq} has decided it.
 *
 * @param seq from 1, without gaps
 * @param kind what it says
 * @param run the replay's run
 * @param at when it was appended
 * @param holder the process that replays
 * @param resent what is about to be sent, for a batch; else empty
 * @param ends for a batch, the end of each partition of the topic before anything of it is sent
 */
record JournalEntry(
    long seq,
    Kind kind,
    String run,
    Instant at,
    Holder holder,
    @JsonInclude(Include.NON_EMPTY) List<Resent> resent,
    @JsonInclude(Include.NON_EMPTY) List<PartitionOffset> ends) {

  /** What an entry says. */
  enum Kind {
    /** A process replays the feed's quarantine; an older one loses its next append. */
    CLAIM,
    /** These records are about to be sent. */
    BATCH,
    /** The replay came to its end. */
    END
  }

  /**
   * A refused record that is sent again.
   *
   * @param partition where the refused one lies
   * @param offset where the refused one lies
   * @param dt its day in {@code raw.quarantine}
   * @param repaired whether it is sent as a person mended it
   */
  record Resent(int partition, long offset, String dt, boolean repaired) {
    Coordinates at() {
      return new Coordinates(partition, offset);
    }
  }

  JournalEntry {
    resent = resent == null ? List.of() : List.copyOf(resent);
    ends = ends == null ? List.of() : List.copyOf(ends);
  }
}
