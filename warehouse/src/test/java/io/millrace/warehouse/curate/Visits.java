package io.millrace.warehouse.curate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Page views that a test lands, each in the hour that it happened in. */
final class Visits {

  private final Map<String, List<Map<String, String>>> byHour = new TreeMap<>();
  private int offset;

  /** Somebody on a desktop looks at a page of the shop. */
  Visits view(String visitor, String time, String page) {
    return event(visitor, time, Map.of("event_type", "'page_view'", "page", "'" + page + "'"));
  }

  Visits click(String visitor, String time, String element) {
    return event(visitor, time, Map.of("event_type", "'click'", "element", "'" + element + "'"));
  }

  /**
   * Somebody does something.
   *
   * @param values expressions by column
   */
  Visits event(String visitor, String time, Map<String, String> values) {
    offset++;
    Map<String, String> event =
        new HashMap<>(
            Map.of(
                "event_id", "'%s %s %d'".formatted(visitor, time, offset),
                "event_time", "'%s'".formatted(time),
                "site", "'shop'",
                "user_id", "'%s'".formatted(visitor),
                "user_agent", "'Mozilla/5.0 (Windows NT 10.0) Firefox/127.0'",
                "kafka_partition", "0",
                "kafka_offset", Integer.toString(offset),
                "kafka_time", "'2026-01-01 00:00:00'",
                "ingest_time", "'2026-01-01 00:00:01'"));
    event.putAll(values);
    byHour.computeIfAbsent(time.substring(0, 13), hour -> new ArrayList<>()).add(event);
    return this;
  }

  /** The same records once more, as a repeated delivery. */
  Visits again() {
    for (List<Map<String, String>> events : byHour.values()) {
      for (Map<String, String> event : List.copyOf(events)) {
        offset++;
        Map<String, String> copy = new HashMap<>(event);
        copy.put("kafka_offset", Integer.toString(offset));
        events.add(copy);
      }
    }
    return this;
  }

  void land(LocalWarehouse warehouse) throws Exception {
    for (Map.Entry<String, List<Map<String, String>>> hour : byHour.entrySet()) {
      warehouse.land(
          "activity", hour.getKey().substring(0, 10), hour.getKey().substring(11), hour.getValue());
    }
    byHour.clear();
  }
}
