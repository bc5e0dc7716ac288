package io.millrace.streaming.live;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LogTable;
import io.millrace.model.landing.TooOldRows;
import io.millrace.model.live.LiveRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Final rows, without those of days that were dropped before they came.
 *
 * @param rows those that go into the tables
 * @param tooOld how many others there are
 */
record KeptRows(List<LiveRow> rows, List<TooOldRows> tooOld) {

  /** Parts rows by their days. */
  static KeptRows of(List<LiveRow> rows, KeptFrom kept) {
    if (kept.live().isEmpty()) {
      return new KeptRows(rows, List.of());
    }
    List<LiveRow> going = new ArrayList<>();
    Map<String, Map<String, Long>> gone = new TreeMap<>();
    for (LiveRow row : rows) {
      String table = row.table().fullName();
      String dt = EventHour.ofMicros(row.micros()).dt();
      if (kept.keeps(LogTable.live(table), dt)) {
        going.add(row);
      } else {
        gone.computeIfAbsent(table, name -> new TreeMap<>()).merge(dt, 1L, Long::sum);
      }
    }
    List<TooOldRows> tooOld = new ArrayList<>();
    gone.forEach(
        (table, days) -> days.forEach((dt, count) -> tooOld.add(new TooOldRows(table, dt, count))));
    return new KeptRows(going, tooOld);
  }
}
