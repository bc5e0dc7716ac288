package io.millrace.model.feed;

import static java.util.Objects.requireNonNull;

/**
 * One version of a feed's declaration, as text.
 *
 * @param feed the feed's name
 * @param number from 1 on
 * @param yaml the declaration
 * @param avsc the Avro schema of its records
 */
public record FeedVersion(String feed, int number, String yaml, String avsc) {
  public FeedVersion {
    requireNonNull(feed, "feed");
    requireNonNull(yaml, "yaml");
    requireNonNull(avsc, "avsc");
  }

  /**
   * The feed that it declares.
   *
   * @throws InvalidFeedException when this program takes it for wrong, which a declaration written
   *     by another release may be
   */
  public Feed parse() throws InvalidFeedException {
    return FeedCatalog.parse(feed + " " + FeedPaths.name(number), yaml, avsc);
  }
}
