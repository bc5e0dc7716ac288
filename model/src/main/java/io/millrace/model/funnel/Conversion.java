package io.millrace.model.funnel;

import java.util.List;
import java.util.Optional;

/**
 * How far somebody got.
 *
 * @param epochDay the day that he counts for, in days since 1970-01-01
 * @param stepMicros when he took each step that he reached, the first one first; at least one
 * @param segments the funnel's segments in their order, as they were at the first step; empty where
 *     unknown
 */
public record Conversion(long epochDay, List<Long> stepMicros, List<Optional<String>> segments) {

  /** How many steps he took. */
  public int reached() {
    return stepMicros.size();
  }
}
