package io.millrace.ingest.replay;

import java.util.OptionalLong;

/**
 * How far a replay is with a file.
 *
 * @param phase what it does now
 * @param file which it is at
 * @param fileBytes done of the file on disk in this phase
 * @param lines read in this phase
 * @param records of all files, sent now or earlier
 * @param deadLetters of this file, sent now or earlier
 * @param maxRecords at which it ends, if at any
 */
public record ReplayProgress(
    Phase phase,
    Place file,
    long fileBytes,
    long lines,
    long records,
    long deadLetters,
    OptionalLong maxRecords) {
  /** The two passes over a file. */
  public enum Phase {
    /** The whole file is read and its content hashed; nothing is sent. */
    HASHING,
    /** Lines become records and are sent. */
    SENDING
  }

  /**
   * A file among those that are replayed.
   *
   * @param name its name
   * @param size on disk, in bytes
   * @param number from 1
   * @param of how many files there are
   */
  public record Place(String name, long size, int number, int of) {}

  /** How much of what is to be done is done, from 0 to 1: by the file, or by the most records. */
  public double fraction() {
    double ofFile = file.size() == 0 ? 1 : Math.min(1, (double) fileBytes / file.size());
    double ofAll = (file.number() - 1 + ofFile) / file.of();
    return maxRecords.isEmpty()
        ? ofAll
        : Math.max(ofAll, Math.min(1, (double) records / maxRecords.getAsLong()));
  }
}
