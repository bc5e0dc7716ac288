package io.millrace.cli.feed;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.privacy.Salt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The salt of personal hashes, which producers here and landing in the cluster share. */
final class FeedSalt {

  private final Path local;
  private final Hdfs hdfs;

  FeedSalt(ClusterSettings settings, Hdfs hdfs) {
    this.local = PersonalSalt.file(settings.home());
    this.hdfs = hdfs;
  }

  /**
   * Makes sure that the cluster has the salt, which is made where there is none.
   *
   * @throws CommandFailure when the cluster has another
   */
  void share() throws IOException {
    String text = Salt.readOrCreate(local).text();
    String path = LandingPaths.salt(hdfs.root());
    hdfs.createPrivate(path, text);
    Optional<String> there = hdfs.read(path);
    if (!there.equals(Optional.of(text))) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "%s and %s in HDFS differ: hashes of the same value would too. Keep the one that records were hashed with and copy it over the other."
              .formatted(local, path));
    }
  }
}
