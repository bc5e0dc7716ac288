package io.millrace.cluster.setup;

import java.nio.file.Path;

/** A program that prepares a daemon's state ended badly. */
public final class SetupFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path log;

  SetupFailedException(String message, Path log) {
    super(message);
    this.log = log;
  }

  /** Where its output is. */
  public Path log() {
    return log;
  }
}
