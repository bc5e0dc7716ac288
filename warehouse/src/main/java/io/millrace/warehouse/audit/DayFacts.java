package io.millrace.warehouse.audit;

import java.util.List;
import java.util.Map;

/**
 * What Hive counts of a feed by day, up to the published ends.
 *
 * @param days in order
 * @param raw of the raw table, by day; a day without rows has none
 * @param quarantine of quarantine, the same way
 */
record DayFacts(List<String> days, Map<String, DayRows> raw, Map<String, DayRows> quarantine) {

  DayFacts {
    days = List.copyOf(days);
    raw = Map.copyOf(raw);
    quarantine = Map.copyOf(quarantine);
  }

  /**
   * Rows of a day.
   *
   * @param distinct how many different offsets they have, each partition's by itself
   */
  record DayRows(long rows, long distinct) {

    static final DayRows NONE = new DayRows(0, 0);

    DayRows and(DayRows other) {
      return new DayRows(rows + other.rows, distinct + other.distinct);
    }
  }
}
