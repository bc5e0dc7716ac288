package io.millrace.cli.feed;

import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.HdfsFolder;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.feed.FeedVersions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The versions of feeds' declarations in the cluster's HDFS. */
public final class FeedStore {

  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

  private final Hdfs hdfs;
  private final FeedPaths paths;
  private final FeedVersions versions;

  public FeedStore(Hdfs hdfs) {
    this.hdfs = hdfs;
    this.paths = FeedPaths.under(hdfs.root());
    this.versions = new FeedVersions(new HdfsFolder(hdfs), paths);
  }

  /**
   * Removes what killed processes left of versions on their way. To write one takes seconds, so
   * that one which nobody has touched for an hour is nobody's any more; younger ones stay.
   */
  public void clearLeftovers(String feed, Instant now) throws IOException {
    for (StoredFile file : hdfs.list(paths.feed(feed))) {
      if (FeedPaths.isAside(file.name())
          && hdfs.changedAt(file.path()).filter(now.minus(ABANDONED_AFTER)::isAfter).isPresent()) {
        hdfs.delete(file.path());
      }
    }
  }

  /** What is there. */
  public FeedVersions versions() {
    return versions;
  }

  /**
   * Adds a version, whole or not at all.
   *
   * @return false when there is one of that number already: somebody else was faster
   */
  public boolean add(FeedVersion version) throws IOException {
    return hdfs.createFolder(
        paths.version(version.feed(), version.number()),
        paths.aside(version.feed(), UUID.randomUUID().toString()),
        Map.of("feed.yaml", version.yaml(), "feed.avsc", version.avsc()));
  }
}
