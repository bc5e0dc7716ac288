package io.millrace.model.health;

import java.util.Map;
import java.util.TreeMap;

/** How long records took, in milliseconds. */
final class Delays {

  private final TreeMap<Long, Long> rowsByMillis = new TreeMap<>();
  private long rows;

  void add(long millis, long count) {
    rowsByMillis.merge(Math.max(0, millis), count, Long::sum);
    rows += count;
  }

  /**
   * The least delay that such a share of the records did not exceed; null without any record.
   *
   * @param percent 1 to 100
   */
  Long percentile(int percent) {
    long rank = -Math.floorDiv(-rows * percent, 100L);
    long seen = 0;
    for (Map.Entry<Long, Long> delay : rowsByMillis.entrySet()) {
      seen += delay.getValue();
      if (seen >= rank) {
        return delay.getKey();
      }
    }
    return null;
  }
}
