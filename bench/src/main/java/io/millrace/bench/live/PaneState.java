package io.millrace.bench.live;

import io.millrace.model.live.Contributor;
import io.millrace.model.live.LiveViews;
import io.millrace.model.live.PaneSink;
import io.millrace.model.live.PaneValue;
import java.util.HashMap;
import java.util.Map;

/** What Spark does of the work: panes of tasks, merged as bytes into the state of the query. */
final class PaneState {
  private record Pane(String view, String key, long start) {}

  private final Map<Pane, byte[]> state = new HashMap<>();
  private final LiveViews views;
  private final PaneSink changed;
  private final Contributor task;

  /**
   * @param changed gets the whole value of each pane that a batch changed
   */
  PaneState(LiveViews views, PaneSink changed) {
    this.views = views;
    this.changed = changed;
    this.task = new Contributor(views);
  }

  /** Reads the rows from one position to another as one batch of one task. */
  void read(Object[][] rows, int from, int to) {
    for (int i = from; i < to; i++) {
      task.add(rows[i], views.timeOf(rows[i], Long.MAX_VALUE));
    }
    task.drain(this::merge);
  }

  /** Forgets the panes that begin before a time. */
  void evict(long micros) {
    state.keySet().removeIf(pane -> pane.start() < micros);
  }

  private void merge(String view, String key, long start, PaneValue part) {
    byte[] whole =
        state.merge(
            new Pane(view, key, start),
            part.toBytes(),
            (known, more) -> PaneValue.fromBytes(known).merge(PaneValue.fromBytes(more)).toBytes());
    changed.accept(view, key, start, PaneValue.fromBytes(whole));
  }
}
