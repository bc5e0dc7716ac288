package io.millrace.cli.feed;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.HdfsFolder;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.feed.FeedVersions;
import io.millrace.model.schema.SchemaVersions;
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
   * Every schema that a feed's Avro records may have been written with, its own too.
   *
   * @param feed as it is declared
   * @throws CommandFailure when what is there is none
   */
  public SchemaVersions schemas(Feed feed) throws IOException {
    try {
      return SchemaVersions.of(
          feed, versions.all(feed.name()).stream().map(FeedVersion::avsc).toList());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "%s Look at what lies in %s.".formatted(e.getMessage(), paths.feed(feed.name())),
          e);
    }
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
