package io.millrace.model.live;

/** A view whose rows are its panes' keys. */
abstract class KeyedView extends LiveView {
  KeyedView(ViewShape shape) {
    super(shape);
  }

  /** What is told of a window's events, in the order of the shape's values. */
  abstract Object[] values(PaneValue window);

  @Override
  final Object[] nothing() {
    return values(new PaneValue(measures()));
  }

  @Override
  final WindowContent newContent() {
    return new KeyedContent(this);
  }
}
