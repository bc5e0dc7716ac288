package io.millrace.model.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A window that is not final: its final panes, and what was told of it. */
final class OpenWindow {

  /** A window of a view, in order of ends, of starts for equal ones. */
  record Span(long start, long end) implements Comparable<Span> {
    private static final Comparator<Span> ORDER =
        Comparator.comparingLong(Span::end).thenComparingLong(Span::start);

    @Override
    public int compareTo(Span other) {
      return ORDER.compare(this, other);
    }
  }

  private final WindowContent content;
  private final Map<String, Long> told = new HashMap<>();
  private Set<String> changed = new HashSet<>();
  private Instant revisedAt;

  OpenWindow(WindowContent content) {
    this.content = content;
  }

  /** Of its final panes. */
  WindowContent content() {
    return content;
  }

  /** By dims: how many events were told last. */
  Map<String, Long> told() {
    return told;
  }

  /** Notes what is told; false when the same was told last. */
  boolean tell(String dims, long events) {
    Long before = told.put(dims, events);
    return before == null ? events > 0 : before != events;
  }

  /** How many values it holds. */
  long size() {
    return (long) content.size() + told.size();
  }

  void change(String key) {
    changed.add(key);
  }

  boolean isDue(Instant now, Duration interval) {
    return !changed.isEmpty() && (revisedAt == null || !revisedAt.plus(interval).isAfter(now));
  }

  /** The keys that changed since this was last asked. */
  Set<String> takeChanged(Instant now) {
    Set<String> taken = changed;
    changed = new HashSet<>();
    revisedAt = now;
    return taken;
  }
}
