package io.millrace.ingest.site.simulate;

import io.millrace.ingest.site.EventType;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What has happened so far. Counted by the loop's thread, read by any. */
final class SimulationCounts {
  /** Visitors who began. */
  final AtomicLong visits = new AtomicLong();

  /** Answers that sites gave, errors included. */
  final AtomicLong answers = new AtomicLong();

  /** Those of them with a status of 400 or more. */
  final AtomicLong errors = new AtomicLong();

  /** Requests that no site answered. */
  final AtomicLong unanswered = new AtomicLong();

  /** Sections or elements that a visitor looked for on a page that did not have them. */
  final AtomicLong missing = new AtomicLong();

  /** Records that tags were given. */
  final AtomicLong records = new AtomicLong();

  /** Posts to the collector, repeated ones too. */
  final AtomicLong posts = new AtomicLong();

  /** Records that the collector took for good. */
  final AtomicLong acknowledged = new AtomicLong();

  /** Records that it refused for good. */
  final AtomicLong refused = new AtomicLong();

  /** Posts that it put off (429 or 503). */
  final AtomicLong putOff = new AtomicLong();

  /** Posts that did not reach it, or that it failed to answer. */
  final AtomicLong failedPosts = new AtomicLong();

  /**
   * Records given up: a tag's queue was full, or its visitor had left and the collector was away.
   */
  final AtomicLong dropped = new AtomicLong();

  private final Map<EventType, AtomicLong> types = new EnumMap<>(EventType.class);

  SimulationCounts() {
    for (EventType type : EventType.values()) {
      types.put(type, new AtomicLong());
    }
  }

  void record(EventType type) {
    records.incrementAndGet();
    types.get(type).incrementAndGet();
  }

  Map<EventType, Long> byType() {
    Map<EventType, Long> counts = new EnumMap<>(EventType.class);
    types.forEach((type, count) -> counts.put(type, count.get()));
    return counts;
  }

  /** Records whose fate is open. */
  long waiting() {
    return records.get() - acknowledged.get() - refused.get() - dropped.get();
  }
}
