package io.millrace.ingest.generate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * When and how densely records happen, in event time.
 *
 * @param start of the first record
 * @param perSecond mean number of records in a second of event time; a source with a rhythm of days
 *     and weeks keeps it as the mean of a whole week
 */
public record Timeline(Instant start, double perSecond) {
  public Timeline {
    requireNonNull(start, "start");
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException(
          "records per second is " + perSecond + "; legal: more than 0");
    }
  }
}
