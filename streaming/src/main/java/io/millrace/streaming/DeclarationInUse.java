package io.millrace.streaming;

import io.millrace.model.landing.LandingPaths;
import io.millrace.streaming.DeclaredFeeds.Look;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The declaration that a feed is landed with. Taking up a newer one is an assignment between two
 * batches: what is landed stays as it is, and the commit log knows nothing of versions. A driver
 * begins with the newest version, whatever its predecessor used.
 *
 * <p>To be used under the lander's lock.
 */
final class DeclarationInUse {

  private static final Logger LOG = LoggerFactory.getLogger(DeclarationInUse.class);

  private final DeclaredFeeds declared;
  private final HdfsFiles files;
  private final LandingPaths paths;
  private Declaration current;
  private Optional<String> refused;

  /**
   * @param found what the first look found, with a version that can be used
   */
  DeclarationInUse(DeclaredFeeds declared, HdfsFiles files, LandingPaths paths, Look found) {
    this.declared = declared;
    this.files = files;
    this.paths = paths;
    this.current = found.newest().orElseThrow();
    this.refused = found.refused();
  }

  Declaration current() {
    return current;
  }

  /** Says in HDFS which version is used and which is not; to be called once the feed is claimed. */
  void announce() {
    files.replace(paths.declaredVersion(), current.version() + "\n");
    LOG.info("feed {}: lands with version {}", paths.feed(), current.version());
    note(files, paths, refused);
  }

  /**
   * Takes up the newest version that can be used; leaves a note if there is one that cannot.
   *
   * @return whether the version is another one than before
   */
  boolean renew() {
    Declaration before = current;
    Optional<String> unusable;
    try {
      Look look = declared.look(paths.feed(), Optional.of(current));
      current = look.newest().orElseThrow();
      unusable = look.refused();
    } catch (UncheckedIOException e) {
      unusable = Optional.of("no newer version can be looked for: " + e.getMessage());
    }
    boolean renewed = current.version() != before.version();
    if (renewed || !unusable.equals(refused)) {
      refused = unusable;
      announce();
    }
    return renewed;
  }

  /** Leaves the note that a version is passed over, or takes it away. */
  static void note(HdfsFiles files, LandingPaths paths, Optional<String> refused) {
    if (refused.isPresent()) {
      LOG.error("feed {}: {}", paths.feed(), refused.get());
      files.replace(paths.refusedVersion(), refused.get() + "\n");
    } else {
      files.delete(paths.refusedVersion());
    }
  }
}
