package io.millrace.warehouse.launch;

import io.millrace.warehouse.hive.HiveError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The main class of a hive2 action: Oozie's own, which runs Beeline, and then a look at what
 * Beeline said: why the script failed, and whether there ever was a session. Where HiveServer2
 * takes no connection in the beginning, Beeline 3.1 passes over the whole script and ends with 0:
 * the action would succeed, and no rerun would ever run the script, without a statement having
 * reached Hive.
 */
public final class HiveScriptMain {

  /** In Oozie's share lib, which is on the class path of a hive2 action's launcher. */
  private static final String OOZIES_OWN = "org.apache.oozie.action.hadoop.Hive2Main";

  /** What Beeline says of a session before its first statement. */
  private static final String HAS_SESSION = "Connected to: ";

  private HiveScriptMain() {}

  /**
   * Runs the action's script.
   *
   * @throws Exception with the reason of a failure that is not tried again
   */
  public static void main(String[] args) throws Exception {
    // as Oozie's main class calls what Beeline says on its error stream
    Path said = Path.of("hive2-oozie-%s.log".formatted(launcherId()));
    OozieMain.inLauncher(thrown -> judge(thrown, text(said)))
        .run(
            () -> {
              OozieMain.named(OOZIES_OWN, args).call();
              requireSession(said);
              return null;
            });
  }

  /**
   * Tells why a script failed.
   *
   * @param said what Beeline said on its error stream
   */
  static Failure judge(Throwable thrown, String said) {
    // Beeline ends by an exit, which Oozie's launcher intercepts
    Optional<HiveError> error =
        thrown instanceof SecurityException ? HiveError.lastOf(said) : Optional.empty();
    return error
        .map(e -> new Failure(e.isRefusal(), e.message()))
        .orElseGet(() -> Failure.of(thrown));
  }

  private static String text(Path said) {
    try {
      return new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // it failed before Beeline said anything
    }
  }

  /** The id of the launcher, as Oozie's main class takes it. */
  private static String launcherId() {
    return System.getProperty("oozie.launcher.job.id");
  }

  /**
   * Looks whether there was a session.
   *
   * @param said what Beeline said on its error stream
   * @throws IOException when there was none
   */
  static void requireSession(Path said) throws IOException {
    try (Stream<String> lines = Files.lines(said)) {
      if (lines.noneMatch(line -> line.startsWith(HAS_SESSION))) {
        throw new IOException(
            "HiveServer2 took no connection, and no statement of the script was run. Look at: millrace status, millrace logs hiveserver2");
      }
    }
  }
}
