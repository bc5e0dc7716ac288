package io.millrace.model.landing;

import java.util.Optional;

/** Where a driver stands. All are values: a driver can be stopped, copied and resumed anywhere. */
public sealed interface LandingState {

  /** The driver's own name, unique per attempt. */
  String attempt();

  /** About to read the log's end in order to claim the feed. */
  record Starting(String attempt) implements LandingState {}

  /** About to append its claim. */
  record Claiming(String attempt, Optional<CommitRecord> last) implements LandingState {}

  /** Owns the feed, has not yet looked for a batch that its predecessor left unpublished. */
  record Recovering(String attempt, CommitRecord claim) implements LandingState {}

  /** Owns the feed and everything decided is published. */
  record Ready(String attempt, CommitRecord last) implements LandingState {}

  /** About to append a batch. */
  record Deciding(String attempt, CommitRecord record) implements LandingState {}

  /**
   * A decided batch on its way to the readers.
   *
   * @param last the record that the driver goes on from; the batch itself, or the claim of the
   *     driver that found it
   * @param nextFile the next file to publish; once all are, what follows is {@code phase}
   */
  record Publishing(
      String attempt, CommitRecord record, CommitRecord last, int nextFile, Phase phase)
      implements LandingState {}

  /** The steps of publishing, in order. */
  enum Phase {
    FILES,
    REGISTER,
    REOPEN,
    MARK
  }

  /** Everything decided is published; staging is left to clear away. */
  record Sweeping(String attempt, CommitRecord last) implements LandingState {}

  /** Lost the race for a number: another driver owns the feed. Publishes nothing, ever. */
  record Fenced(String attempt, long seq) implements LandingState {}
}
