package io.millrace.model.landing;

import java.util.Objects;

/**
 * A file that a successful task reported.
 *
 * @param zone where it goes
 * @param dt the partition's day, {@code YYYY-MM-DD}
 * @param hour the partition's hour, {@code HH}; null in quarantine, which has no hours
 * @param staged where the task wrote it
 * @param path where readers find it once it is published; fixed by the batch, so that a second
 *     publishing finds it done
 * @param rows its records
 * @param bytes its length
 */
public record LandedFile(
    Zone zone, String dt, String hour, String staged, String path, long rows, long bytes) {

  /** The zones that landing writes. */
  public enum Zone {
    RAW,
    QUARANTINE
  }

  public LandedFile {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(dt, "dt");
    Objects.requireNonNull(staged, "staged");
    Objects.requireNonNull(path, "path");
    if ((hour == null) != (zone == Zone.QUARANTINE)) {
      throw new IllegalArgumentException(path + ": raw files have an hour, quarantined ones none");
    }
  }
}
