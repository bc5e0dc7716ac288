package io.millrace.cluster.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a daemon in a session of its own, so that neither Ctrl-C nor the end of this program
 * reaches it, with no input and with its output in a log file.
 */
public final class DaemonLauncher {
  /**
   * The process records itself and then becomes the daemon, under the same number: were it recorded
   * by its parent, a parent killed in between would leave a daemon that nobody knows of. A record
   * that cannot be written (a full disk) ends it before it begins.
   */
  private static final String RECORD_THEN_BECOME =
      """
      stat=$(</proc/$$/stat); fields=(${stat##*) })
      printf '{"pid":%d,"start_ticks":%d,"boot_id":"%s"}\\n' \
        $$ "${fields[19]}" "$(</proc/sys/kernel/random/boot_id)" >"$1.new" \
        && mv "$1.new" "$1" && shift && exec "$@"
      """;

  private static final long RECORD_SECONDS = 10;

  /**
   * Starts the command and returns when the process is recorded.
   *
   * @param environment all variables that it gets
   * @param log its output goes there; an earlier log is kept once, as {@code <name>.1}
   * @throws IOException when it cannot be started or recorded
   */
  public ProcessId launch(
      List<String> command, Map<String, String> environment, PidFile pidFile, Path log)
      throws IOException, InterruptedException {
    Files.createDirectories(pidFile.path().getParent());
    Files.createDirectories(log.getParent());
    if (Files.exists(log)) {
      Path earlier = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, earlier, StandardCopyOption.REPLACE_EXISTING);
    }
    pidFile.remove();
    List<String> launch = new ArrayList<>();
    launch.addAll(List.of("setsid", "bash", "-c", RECORD_THEN_BECOME, "millrace"));
    launch.add(pidFile.path().toString());
    launch.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(launch)
            .directory(pidFile.path().getParent().getParent().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!await(process, pidFile)) {
      process.destroyForcibly();
      throw new IOException("it ended before it could be recorded in " + pidFile.path());
    }
    return pidFile.recorded().orElseThrow();
  }

  private boolean await(Process process, PidFile pidFile) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECORD_SECONDS);
    while (System.nanoTime() < deadline) {
      if (pidFile.recorded().isPresent()) {
        return true;
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        // a daemon that ended at once was recorded nevertheless: its log says why it ended
        return pidFile.recorded().isPresent();
      }
    }
    return false;
  }
}
