package io.millrace.model.quality;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What was measured of one partition.
 *
 * @param rows how many it has
 * @param violations how many rows do not meet each check that is asked of rows; of a unique one the
 *     rows that are too many
 * @param latest the latest time in the column of each check of freshness, if there is any
 * @param rowsWeekBefore of the same partition a week before; empty where there is none
 */
public record Measured(
    long rows,
    Map<Check, Long> violations,
    Map<Check, Instant> latest,
    OptionalLong rowsWeekBefore) {

  public Measured {
    violations = Map.copyOf(violations);
    latest = Map.copyOf(latest);
  }

  /** Of a partition without rows. */
  public static Measured empty(OptionalLong rowsWeekBefore) {
    return new Measured(0, Map.of(), Map.of(), rowsWeekBefore);
  }
}
