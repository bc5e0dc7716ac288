package io.millrace.warehouse.audit;

import io.millrace.model.landing.EventHour;

/**
 * What a Hive reader counts of an hour of a feed.
 *
 * @param landed rows of the raw table
 * @param records different records among them, by their ids
 * @param curated rows of the curated table
 * @param matched records that are in both
 */
record HourCounts(EventHour hour, long landed, long records, long curated, long matched) {

  long duplicates() {
    return landed - records;
  }

  /** Whether the curated table has each landed record once, and nothing else. */
  boolean agrees() {
    return records == matched && curated == matched;
  }
}
