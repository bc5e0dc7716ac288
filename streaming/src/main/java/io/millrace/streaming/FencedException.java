package io.millrace.streaming;

/** Another driver owns the feed; this one must end and has published nothing it did not own. */
public final class FencedException extends RuntimeException {

  public FencedException(String feed, long seq) {
    super("feed %s: another driver took sequence number %d; this one ends".formatted(feed, seq));
  }
}
