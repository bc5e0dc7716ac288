package io.millrace.ingest.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.ingest.publish.Acknowledged;
import io.millrace.model.run.OffsetRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a run the broker has acknowledged.
 *
 * @param records on the feed's topic
 * @param deadLetters on the dead-letter topic, by the reason's name
 * @param ranges of the records' offsets, by partition
 */
record Sent(
    @JsonProperty(value = "records", required = true) long records,
    @JsonProperty(value = "dead_letters", required = true) Map<String, Long> deadLetters,
    @JsonProperty(value = "ranges", required = true) List<OffsetRange> ranges) {
  static final Sent NOTHING = new Sent(0, Map.of(), List.of());

  Sent {
    deadLetters = Collections.unmodifiableMap(new TreeMap<>(deadLetters));
    ranges = List.copyOf(ranges);
  }

  static Sent of(Acknowledged acknowledged) {
    return new Sent(acknowledged.records(), acknowledged.deadLetters(), acknowledged.ranges());
  }

  /** Both together; a partition's ranges become one, with whatever lies between. */
  Sent plus(Sent later) {
    Map<String, Long> letters = new TreeMap<>(deadLetters);
    later.deadLetters.forEach((reason, count) -> letters.merge(reason, count, Long::sum));
    Map<Integer, OffsetRange> joined = new TreeMap<>();
    List<OffsetRange> all = new ArrayList<>(ranges);
    all.addAll(later.ranges);
    for (OffsetRange range : all) {
      joined.merge(range.partition(), range, Sent::span);
    }
    return new Sent(records + later.records, letters, List.copyOf(joined.values()));
  }

  long deadLetterCount() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }

  private static OffsetRange span(OffsetRange a, OffsetRange b) {
    return new OffsetRange(
        a.partition(),
        Math.min(a.fromOffset(), b.fromOffset()),
        Math.max(a.untilOffset(), b.untilOffset()));
  }
}
