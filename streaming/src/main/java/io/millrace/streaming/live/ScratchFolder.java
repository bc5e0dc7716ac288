package io.millrace.streaming.live;

import io.millrace.model.landing.LandingPaths;
import io.millrace.streaming.HdfsFiles;

/**
 * The checkpoint of a query that nobody ever resumes from. It is where the executors reach it,
 * since they keep the state there; a driver has one of its own and removes those of drivers before
 * it.
 */
public final class ScratchFolder {

  private final HdfsFiles files;
  private final LandingPaths paths;
  private final String attempt;

  public ScratchFolder(HdfsFiles files, LandingPaths paths, String attempt) {
    this.files = files;
    this.paths = paths;
    this.attempt = attempt;
  }

  /** The folder, which the executors reach. */
  public String path() {
    return paths.scratch() + "/" + attempt;
  }

  /** Removes those of others, which have lost the log. */
  public void clearOthers() {
    files.names(paths.scratch()).stream()
        .filter(name -> !name.equals(attempt))
        .forEach(name -> files.delete(paths.scratch() + "/" + name));
  }

  /** Removes it. */
  public void remove() {
    files.delete(path());
  }
}
