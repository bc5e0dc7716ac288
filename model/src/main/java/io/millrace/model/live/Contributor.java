package io.millrace.model.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes panes of a task's rows: combines what belongs to the same pane and key before it is handed
 * on. Not thread-safe.
 */
public final class Contributor {
  private final List<ViewPanes> views = new ArrayList<>();

  public Contributor(LiveViews views) {
    views.views().forEach(view -> this.views.add(new ViewPanes(view)));
  }

  /**
   * Adds a row.
   *
   * @param micros its {@link LiveViews#timeOf}, which is not {@link LiveViews#NO_TIME}
   */
  public void add(Object[] row, long micros) {
    long pane = WindowSpec.paneOf(micros);
    for (ViewPanes view : views) {
      view.add(row, micros, pane);
    }
  }

  /** Hands on what was added, and begins anew. */
  public void drain(PaneSink sink) {
    views.forEach(view -> view.drain(sink));
  }

  private static final class ViewPanes {
    private final LiveView view;
    private final Map<Long, Map<String, PaneValue>> panes = new HashMap<>();
    private long lastPane;
    private Map<String, PaneValue> last;

    ViewPanes(LiveView view) {
      this.view = view;
    }

    void add(Object[] row, long micros, long pane) {
      String key = view.key(row);
      if (key == null) {
        return;
      }
      if (last == null || lastPane != pane) {
        last = panes.computeIfAbsent(pane, p -> new HashMap<>());
        lastPane = pane;
      }
      PaneValue value = last.get(key);
      if (value == null) {
        value = new PaneValue(view.measures());
        last.put(key, value);
      }
      value.countEvent();
      view.measure(row, micros, value);
    }

    void drain(PaneSink sink) {
      String name = view.shape().view();
      panes.forEach(
          (pane, keys) -> keys.forEach((key, value) -> sink.accept(name, key, pane, value)));
      panes.clear();
      last = null;
    }
  }
}
