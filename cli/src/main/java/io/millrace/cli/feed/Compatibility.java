package io.millrace.cli.feed;

import io.millrace.model.declaration.Problem;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.feed.InvalidFeedException;
import io.millrace.model.schema.SchemaEvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a declaration may follow the one that is in use: what is stored must stay readable. */
final class Compatibility {

  private Compatibility() {}

  /** What is in the way; nothing for a feed that was never applied. */
  static List<String> obstacles(DeclaredFeed declared, Optional<FeedVersion> newest) {
    if (newest.isEmpty() || declared.isSameAs(newest.get())) {
      return List.of();
    }
    List<String> obstacles = new ArrayList<>();
    for (Problem problem : SchemaEvolution.check(newest.get().avsc(), declared.avsc())) {
      obstacles.add("%s (compared with %s)".formatted(problem, named(newest.get())));
    }
    if (newest.get().number() == 0) {
      return obstacles;
    }
    try {
      obstacles.addAll(settings(declared.feed(), newest.get().parse()));
    } catch (InvalidFeedException e) {
      // What another release wrote and this one no longer takes: there is nothing to compare with.
    }
    return obstacles;
  }

  /** What people call a version. */
  static String named(FeedVersion version) {
    return version.number() == 0
        ? "the given schema"
        : "version " + FeedPaths.name(version.number());
  }

  /** What the place of stored records depends on. */
  private static List<String> settings(Feed now, Feed before) {
    List<String> obstacles = new ArrayList<>();
    same(now, "topic", before.topic(), now.topic(), obstacles);
    same(now, "event_time", before.eventTimeField(), now.eventTimeField(), obstacles);
    same(now, "partition_by", before.partitionBy(), now.partitionBy(), obstacles);
    return obstacles;
  }

  private static void same(
      Feed feed, String setting, Object before, Object now, List<String> obstacles) {
    if (!before.equals(now)) {
      obstacles.add(
          "%s.yaml: %s: %s; legal: %s, by which its records are kept (for another, declare another feed)"
              .formatted(feed.name(), setting, now, before));
    }
  }
}
