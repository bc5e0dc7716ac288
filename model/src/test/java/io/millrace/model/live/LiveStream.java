package io.millrace.model.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the streaming query does between records and board: keeps every pane's whole value, as
 * bytes, and tells the board those that a batch changed.
 */
final class LiveStream {
  private record Pane(String view, String key, long start) {}

  private final Map<Pane, byte[]> state = new HashMap<>();
  private final LiveViews views;
  private final WindowBoard board;

  LiveStream(LiveViews views, WindowBoard board) {
    this.views = views;
    this.board = board;
  }

  /**
   * Reads a batch.
   *
   * @return the latest time in it, {@link LiveViews#NO_TIME} without any
   */
  long read(List<Object[]> rows) {
    Contributor contributor = new Contributor(views);
    long latest = LiveViews.NO_TIME;
    for (Object[] row : rows) {
      long micros = views.timeOf(row, Long.MAX_VALUE);
      if (micros != LiveViews.NO_TIME) {
        contributor.add(row, micros);
        latest = Math.max(latest, micros);
      }
    }
    contributor.drain(this::merge);
    return latest;
  }

  /** Tells the board all panes again. */
  void repeat() {
    state.forEach(this::tell);
  }

  private void merge(String view, String key, long start, PaneValue part) {
    Pane pane = new Pane(view, key, start);
    state.merge(
        pane,
        part.toBytes(),
        (known, more) -> PaneValue.fromBytes(known).merge(PaneValue.fromBytes(more)).toBytes());
    tell(pane, state.get(pane));
  }

  private void tell(Pane pane, byte[] whole) {
    board.update(pane.view(), pane.key(), pane.start(), PaneValue.fromBytes(whole));
  }
}
