package io.millrace.model.live;

/** Takes what a task made of its rows. */
@FunctionalInterface
public interface PaneSink {
  /**
   * A part of a pane.
   *
   * @param view the view's name
   * @param key what of the view it is about
   * @param paneMicros where the pane begins; it lasts {@link WindowSpec#PANE}
   */
  void accept(String view, String key, long paneMicros, PaneValue part);
}
