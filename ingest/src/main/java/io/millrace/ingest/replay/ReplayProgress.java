package io.millrace.ingest.replay;

/**
 * How far a replay is.
 *
 * @param phase what it does now
 * @param fileBytes read of the file on disk in this phase
 * @param fileSize size of the file on disk
 * @param lines read in this phase
 * @param records handed to the producer
 * @param deadLetters handed to the producer
 */
public record ReplayProgress(
    Phase phase, long fileBytes, long fileSize, long lines, long records, long deadLetters) {
  /** The two passes over a file. */
  public enum Phase {
    /** The whole file is read and its content hashed; nothing is sent. */
    HASHING,
    /** Lines become records and are sent. */
    SENDING
  }
}
