package io.millrace.cli.quarantine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records that were refused alike on a day.
 *
 * @param feed of that feed
 * @param dt the day they reached Kafka, {@code YYYY-MM-DD}
 * @param reason a name of {@link io.millrace.model.record.RefusalReason}
 * @param rule that did not hold, or null
 * @param field at fault, or null
 * @param records how many
 * @param replayed how many of them were replayed since
 * @param newest when the last of them reached Kafka
 */
record QuarantineCount(
    String feed,
    String dt,
    String reason,
    String rule,
    String field,
    long records,
    long replayed,
    Instant newest) {

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("feed", feed);
    map.put("dt", dt);
    map.put("reason", reason);
    map.put("rule", rule);
    map.put("field", field);
    map.put("records", records);
    map.put("replayed", replayed);
    map.put("newest", newest.toString());
    return map;
  }
}
