package io.millrace.bench.live;

import io.millrace.bench.ActivityRows;
import io.millrace.model.feed.Feed;

/** Activity at 1,000 events a second: rows of a shop, a millisecond after each other. */
final class VisitRows {
  /** 2025-12-01, in microseconds. */
  static final long FIRST_MICROS = 1_764_547_200_000_000L;

  private static final long BETWEEN_MICROS = 1_000;
  private static final int DISTINCT = 20_000;

  private VisitRows() {}

  static Object[][] of(Feed activity, int count) {
    Object[][] pattern = ActivityRows.of(activity, Math.min(count, DISTINCT));
    int id = activity.indexOf("event_id");
    int time = activity.indexOf("event_time");
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = pattern[i % pattern.length].clone();
      rows[i][id] = "event-" + i;
      rows[i][time] = FIRST_MICROS + i * BETWEEN_MICROS;
    }
    return rows;
  }
}
