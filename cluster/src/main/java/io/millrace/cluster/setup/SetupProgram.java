package io.millrace.cluster.setup;

import io.millrace.cluster.ToolCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a program that prepares a daemon's state, with its output in a log of its own. */
public final class SetupProgram {
  private final Path logs;

  public SetupProgram(Path logs) {
    this.logs = logs;
  }

  /**
   * Runs it to its end.
   *
   * @param name the log's name
   * @throws SetupFailedException when it ends with an exit code other than 0
   * @throws InterruptedException when interrupted; the program is then ended
   */
  public void run(String name, ToolCommand command)
      throws SetupFailedException, IOException, InterruptedException {
    Files.createDirectories(logs);
    Path log = logs.resolve("setup-" + name + ".log");
    Process process =
        command
            .builder()
            .directory(logs.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new SetupFailedException("it ended with exit code " + exitCode, log);
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
