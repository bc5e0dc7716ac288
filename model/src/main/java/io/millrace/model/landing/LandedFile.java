package io.millrace.model.landing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Objects;

/**
 * A file that a successful task reported.
 *
 * @param zone where it goes
 * @param table with its database, such as {@code live.page_activity}; null in raw and quarantine,
 *     where the feed says it
 * @param dt the partition's day, {@code YYYY-MM-DD}
 * @param hour the partition's hour, {@code HH}; null in quarantine, which has no hours
 * @param staged where the task wrote it
 * @param path where readers find it once it is published; fixed by the batch, so that a second
 *     publishing finds it done
 * @param rows its records
 * @param bytes its length
 */
public record LandedFile(
    Zone zone,
    @JsonInclude(Include.NON_NULL) String table,
    String dt,
    String hour,
    String staged,
    String path,
    long rows,
    long bytes) {

  /** The zones that landing writes. */
  public enum Zone {
    RAW,
    QUARANTINE,
    LIVE
  }

  public LandedFile {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(dt, "dt");
    Objects.requireNonNull(staged, "staged");
    Objects.requireNonNull(path, "path");
    if ((hour == null) != (zone == Zone.QUARANTINE)) {
      throw new IllegalArgumentException(path + ": raw files have an hour, quarantined ones none");
    }
    if ((table == null) == (zone == Zone.LIVE)) {
      throw new IllegalArgumentException(
          path + ": files of live views name their table, no others");
    }
  }

  /** A file of raw or quarantine. */
  public LandedFile(
      Zone zone, String dt, String hour, String staged, String path, long rows, long bytes) {
    this(zone, null, dt, hour, staged, path, rows, bytes);
  }

  /** A file of a live view's table. */
  public static LandedFile live(
      String table, String dt, String hour, String staged, String path, long rows, long bytes) {
    return new LandedFile(Zone.LIVE, table, dt, hour, staged, path, rows, bytes);
  }
}
