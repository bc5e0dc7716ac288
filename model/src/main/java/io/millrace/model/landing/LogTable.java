package io.millrace.model.landing;

import io.millrace.model.landing.LandedFile.Zone;
import java.util.Objects;

/**
 * A table that a log writes, alone or its own partitions of it.
 *
 * @param zone where it lies
 * @param name with its database
 */
public record LogTable(Zone zone, String name) {

  public LogTable {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(name, "name");
  }

  /** The landed records of a feed. */
  public static LogTable raw(String feed) {
    return new LogTable(Zone.RAW, "raw." + feed);
  }

  /**
   * A table of final windows.
   *
   * @param name with its database
   */
  public static LogTable live(String name) {
    return new LogTable(Zone.LIVE, name);
  }
}
