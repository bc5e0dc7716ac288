package io.millrace.ingest.replay;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;

/** A mapping was asked for that the feed does not declare, or none where it declares several. */
public final class UnknownSourceException extends RuntimeException {
  UnknownSourceException(Feed feed, String message) {
    super(
        message
            + " Feed "
            + feed.name()
            + " declares the sources "
            + (feed.sources().isEmpty() ? "none" : String.join(", ", feed.sources().keySet()))
            + "; its own format is the source "
            + SourceMapping.FEED_ITSELF
            + ".");
  }
}
