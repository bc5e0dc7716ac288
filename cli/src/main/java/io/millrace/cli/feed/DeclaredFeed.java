package io.millrace.cli.feed;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedVersion;

/**
 * A feed and the two files that declare it.
 *
 * @param feed what they declare
 * @param yaml the declaration's text
 * @param avsc the schema's text
 */
public record DeclaredFeed(Feed feed, String yaml, String avsc) {

  /** Whether a version holds the very same texts. */
  boolean isSameAs(FeedVersion version) {
    return version.yaml().equals(yaml) && version.avsc().equals(avsc);
  }

  /** These texts as a version. */
  FeedVersion as(int number) {
    return new FeedVersion(feed.name(), number, yaml, avsc);
  }
}
