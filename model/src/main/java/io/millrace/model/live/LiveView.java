package io.millrace.model.live;

import java.util.List;

/** A view of one feed: which rows belong to it, under which key, and what is measured of them. */
abstract class LiveView {
  private final ViewShape shape;

  LiveView(ViewShape shape) {
    this.shape = shape;
  }

  final ViewShape shape() {
    return shape;
  }

  /**
   * The key of the panes that a row belongs to, made by {@link DimText}; null when it is not of
   * this view.
   */
  abstract String key(Object[] row);

  /** Measures of no event. */
  abstract List<Measure> measures();

  /** Adds a row to the pane of its key. */
  abstract void measure(Object[] row, long micros, PaneValue pane);

  /** The values of a result that an earlier revision told and that is not so. */
  abstract Object[] nothing();

  /** What a window knows before its first pane. */
  abstract WindowContent newContent();
}
