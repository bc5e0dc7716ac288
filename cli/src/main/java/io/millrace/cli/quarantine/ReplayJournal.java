package io.millrace.cli.quarantine;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What was replayed of a feed's quarantine and what is about to be. Each method is one step after
 * which the process may die; what one throws leaves things as they were or as if it had returned.
 */
interface ReplayJournal {

  /** The entries that are left, by number: those of replays that have not ended, and the last. */
  List<JournalEntry> entries() throws IOException;

  /**
   * Appends an entry if its number is still free.
   *
   * @return false if another has its number
   * @throws IOException if the outcome is unknown; whoever replays next reads the journal
   */
  boolean append(JournalEntry entry) throws IOException;

  /** Whether it is written what of a batch is on the topic. */
  boolean isKnown(long batch) throws IOException;

  /** Writes what of a batch is on the topic; the first to say so is believed. */
  void know(long batch, List<Replayed> onTopic) throws IOException;

  /** Gives everything that was ever replayed. */
  void replayed(Consumer<Replayed> taker) throws IOException;

  /** Where every record lies that was ever replayed. */
  default Set<Coordinates> replayed() throws IOException {
    Set<Coordinates> all = new HashSet<>();
    replayed(one -> all.add(one.at()));
    return all;
  }

  /** Removes the entries before that one, which ends a replay. What was replayed stays. */
  void clearBefore(long end) throws IOException;
}
