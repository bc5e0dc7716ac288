package io.millrace.model.live;

/** Bytes that are no pane's value, or one of another version; the state they come from is unfit. */
public final class InvalidPaneException extends RuntimeException {
  InvalidPaneException(String what) {
    super("Not the value of a pane: " + what + ". Start the stream anew: its panes are rebuilt.");
  }
}
