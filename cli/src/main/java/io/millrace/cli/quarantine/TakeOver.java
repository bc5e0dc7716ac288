package io.millrace.cli.quarantine;

/** From which replays that have not ended another one may take a feed over. */
public enum TakeOver {
  /** From processes that are known to be dead: of this machine, and gone. */
  FROM_DEAD_PROCESSES,
  /** From any, also of other machines; one that still lives ends before its next batch. */
  FROM_ANY
}
