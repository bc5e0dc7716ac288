package io.millrace.model.live;

import io.millrace.model.live.OpenWindow.Span;
import io.millrace.model.live.WindowBoard.Revisions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The panes and windows of one view; what {@link WindowBoard} promises holds for each. */
final class ViewBoard {
  private static final int MICROS_OF_A_SECOND = 1_000_000;

  private final LiveView view;
  private final long finalUntil;
  private final Duration reviseInterval;
  private final Revisions revisions;
  private final TreeMap<Long, Map<String, PaneValue>> panes = new TreeMap<>();
  private final TreeMap<Span, OpenWindow> windows = new TreeMap<>();
  private final TreeMap<Long, Map<String, Long>> counted = new TreeMap<>();
  private final List<WindowRow> takenBack = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;
  private long late;

  ViewBoard(LiveView view, long finalUntil, Duration reviseInterval, Revisions revisions) {
    this.view = view;
    this.finalUntil = finalUntil;
    this.reviseInterval = reviseInterval;
    this.revisions = revisions;
  }

  void update(String key, long pane, PaneValue whole) {
    if (endOfPane(pane) <= watermark) {
      countLate(key, pane, whole.events());
      return;
    }
    Map<String, PaneValue> keys = panes.computeIfAbsent(pane, p -> new HashMap<>());
    PaneValue known = keys.get(key);
    // A pane only grows: with no more events it is the same, or older.
    if (known == null || whole.events() > known.events()) {
      keys.put(key, whole);
      forWindowsOf(
          pane,
          span ->
              windows.computeIfAbsent(span, s -> new OpenWindow(view.newContent())).change(key));
    }
  }

  void advance(long to, List<WindowRow> finals) {
    watermark = to;
    while (!panes.isEmpty() && endOfPane(panes.firstKey()) <= to) {
      Map.Entry<Long, Map<String, PaneValue>> pane = panes.pollFirstEntry();
      forWindowsOf(
          pane.getKey(), span -> pane.getValue().forEach(windows.get(span).content()::add));
      Map<String, Long> events = counted.computeIfAbsent(pane.getKey(), p -> new HashMap<>());
      pane.getValue().forEach((key, value) -> events.put(key, value.events()));
    }
    while (!windows.isEmpty() && windows.firstKey().end() <= to) {
      Map.Entry<Span, OpenWindow> window = windows.pollFirstEntry();
      close(window.getKey(), window.getValue(), finals);
    }
  }

  void revise(Instant now, List<WindowRow> changed) {
    changed.addAll(takenBack);
    takenBack.clear();
    windows.forEach(
        (span, window) -> {
          if (window.isDue(now, reviseInterval)) {
            revise(span, window, now, changed);
          }
        });
  }

  void forgetUntil(long evicted) {
    counted.headMap(evicted - WindowSpec.PANE_MICROS, true).clear();
  }

  long neededFrom(long to) {
    return view.shape().windows().stream()
        .mapToLong(spec -> spec.firstEndingAfter(to))
        .min()
        .orElse(to);
  }

  long late() {
    return late;
  }

  long size() {
    return panes.values().stream().mapToLong(Map::size).sum()
        + windows.values().stream().mapToLong(OpenWindow::size).sum()
        + counted.values().stream().mapToLong(Map::size).sum();
  }

  private void countLate(String key, long pane, long events) {
    long before = counted.computeIfAbsent(pane, p -> new HashMap<>()).getOrDefault(key, 0L);
    if (events > before) {
      late += events - before;
      counted.get(pane).put(key, events);
    }
  }

  private void close(Span span, OpenWindow window, List<WindowRow> finals) {
    List<WindowRow> rows = new ArrayList<>();
    window
        .content()
        .tell(
            (dims, values, events) -> {
              window.told().remove(dims);
              rows.add(row(span, dims, values, events, true));
            });
    rows.sort(Comparator.comparing(row -> String.join("\0", row.dims())));
    finals.addAll(rows);
    window
        .told()
        .forEach(
            (dims, events) -> {
              if (events > 0) {
                takenBack.add(row(span, dims, view.nothing(), 0, false));
              }
            });
  }

  private void revise(Span span, OpenWindow window, Instant now, List<WindowRow> changed) {
    WindowContent content = window.content().copyFor(window.takeChanged(now));
    for (Map<String, PaneValue> keys : panes.subMap(span.start(), span.end()).values()) {
      keys.forEach(
          (key, value) -> {
            if (content.takes(key)) {
              content.add(key, value);
            }
          });
    }
    Set<String> present = new HashSet<>();
    content.tell(
        (dims, values, events) -> {
          present.add(dims);
          if (window.tell(dims, events)) {
            changed.add(row(span, dims, values, events, false));
          }
        });
    if (content.isWhole()) {
      for (String dims : List.copyOf(window.told().keySet())) {
        if (!present.contains(dims) && window.tell(dims, 0)) {
          changed.add(row(span, dims, view.nothing(), 0, false));
        }
      }
    }
  }

  private WindowRow row(Span span, String dims, Object[] values, long events, boolean isFinal) {
    return new WindowRow(
        view.shape(),
        span.start(),
        Math.toIntExact((span.end() - span.start()) / MICROS_OF_A_SECOND),
        DimText.split(dims, view.shape().dims().size()),
        values,
        events,
        revisions.next(),
        isFinal);
  }

  /** The windows over a pane that were not final before this board began. */
  private void forWindowsOf(long pane, Consumer<Span> action) {
    for (WindowSpec spec : view.shape().windows()) {
      long start = spec.firstEndingAfter(pane);
      for (; start <= pane; start += spec.everyMicros()) {
        long end = start + spec.sizeMicros();
        if (end > finalUntil) {
          action.accept(new Span(start, end));
        }
      }
    }
  }

  private static long endOfPane(long pane) {
    return pane + WindowSpec.PANE_MICROS;
  }
}
