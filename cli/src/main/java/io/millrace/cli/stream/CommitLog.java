package io.millrace.cli.stream;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.HdfsFolder;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.SegmentedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A feed's commit log, as landing writes it. */
public final class CommitLog {

  private final LandingPaths paths;
  private final SegmentedLog log;

  public CommitLog(Hdfs hdfs, String feed) {
    this.paths = new LandingPaths(hdfs.root(), feed);
    this.log = new SegmentedLog(new HdfsFolder(hdfs), paths);
  }

  public LandingPaths paths() {
    return paths;
  }

  /**
   * The newest record; it carries the feed's whole position.
   *
   * @throws CommandFailure if the log cannot be read for what is in it
   */
  public Optional<CommitRecord> last() throws IOException {
    try {
      return log.last();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (LandingStoppedException e) {
      throw new CommandFailure(ExitStatus.FAILED, e.getMessage() + ".", e);
    }
  }
}
