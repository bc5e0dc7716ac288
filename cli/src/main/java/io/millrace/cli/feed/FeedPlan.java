package io.millrace.cli.feed;

import java.util.List;

/**
 * What applying a feed would do.
 *
 * @param feed the feed
 * @param version the number of the declaration's version when all is done
 * @param changes for people, in the order in which they are made
 * @param statements the HiveQL among them
 * @param obstacles what cannot be done; then nothing is
 */
public record FeedPlan(
    DeclaredFeed feed,
    int version,
    List<String> changes,
    List<String> statements,
    List<String> obstacles) {

  public FeedPlan {
    changes = List.copyOf(changes);
    statements = List.copyOf(statements);
    obstacles = List.copyOf(obstacles);
  }
}
