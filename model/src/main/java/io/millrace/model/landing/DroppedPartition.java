package io.millrace.model.landing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Objects;

/**
 * A partition that readers find no more, as it was.
 *
 * @param zone of the landing zones
 * @param table with its database, where it is one of final windows; null in raw and quarantine,
 *     where the feed says it
 * @param dt its day, {@code YYYY-MM-DD}
 * @param name as Hive shows it, such as {@code dt=2026-01-31/hour=10}
 * @param rule for people: because of what it went
 * @param location the folder of its files
 * @param rows how many rows were in it
 * @param files how many files
 * @param bytes their length together
 */
public record DroppedPartition(
    LandedFile.Zone zone,
    @JsonInclude(Include.NON_NULL) String table,
    String dt,
    String name,
    String rule,
    String location,
    long rows,
    long files,
    long bytes) {

  public DroppedPartition {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(dt, "dt");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(location, "location");
    if ((table == null) == (zone == LandedFile.Zone.LIVE)) {
      throw new IllegalArgumentException(
          name + ": partitions of live views name their table, no others");
    }
  }

  /** A partition of raw or quarantine. */
  public DroppedPartition(
      LandedFile.Zone zone,
      String dt,
      String name,
      String rule,
      String location,
      long rows,
      long files,
      long bytes) {
    this(zone, null, dt, name, rule, location, rows, files, bytes);
  }

  /** Whether a log that keeps so much has it no more. */
  boolean isGone(KeptFrom kept) {
    return switch (zone) {
      case RAW -> !kept.keepsRaw(dt);
      case QUARANTINE -> !kept.keepsQuarantine(dt);
      case LIVE -> !kept.keeps(LogTable.live(table), dt);
    };
  }
}
