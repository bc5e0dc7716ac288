package io.millrace.warehouse.curate;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.feed.FeedVersions;
import io.millrace.model.feed.InvalidFeedException;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feeds as they are applied, which is what landing lands by and what the tables were made of.
 */
public final class AppliedFeeds {

  private static final Logger LOG = LoggerFactory.getLogger(AppliedFeeds.class);

  private AppliedFeeds() {}

  /**
   * Applied feeds, each in its newest version that this release can read.
   *
   * @param names of those that are wanted; none for all
   * @throws PublishException when there is none, or one that is wanted is not among them
   */
  public static List<Feed> read(FileSystem files, String root, Set<String> names)
      throws IOException, PublishException {
    List<Feed> feeds = all(files, root);
    if (feeds.isEmpty()) {
      throw new RefusedException(
          "No feed has been applied below %s. Apply those of conf/feeds with: millrace feed apply --all"
              .formatted(root));
    }
    Set<String> missing = new TreeSet<>(names);
    feeds.forEach(feed -> missing.remove(feed.name()));
    if (!missing.isEmpty()) {
      throw new RefusedException(
          "No feed %s has been applied below %s. Applied are: %s."
              .formatted(
                  String.join(", ", missing),
                  root,
                  feeds.stream().map(Feed::name).collect(Collectors.joining(", "))));
    }
    return feeds.stream().filter(f -> names.isEmpty() || names.contains(f.name())).toList();
  }

  /** All that are applied, the same way; there may be none. */
  public static List<Feed> all(FileSystem files, String root) throws IOException {
    FeedVersions versions = new FeedVersions(new HdfsFolder(files), FeedPaths.under(root));
    List<Feed> feeds = new ArrayList<>();
    for (String name : versions.feeds()) {
      newestReadable(versions.all(name)).ifPresent(feeds::add);
    }
    return feeds;
  }

  private static Optional<Feed> newestReadable(List<FeedVersion> versions) {
    for (int i = versions.size() - 1; i >= 0; i--) {
      try {
        return Optional.of(versions.get(i).parse());
      } catch (InvalidFeedException e) {
        LOG.error(
            "version {} of feed {} is passed over: {}",
            versions.get(i).number(),
            versions.get(i).feed(),
            e.getMessage());
      }
    }
    return Optional.empty();
  }
}
