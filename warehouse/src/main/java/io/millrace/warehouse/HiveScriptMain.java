package io.millrace.warehouse;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The main class of a hive2 action: Oozie's own, which runs Beeline, and then a look whether
 * Beeline ever had a session. Where HiveServer2 takes no connection in the beginning, Beeline 3.1
 * passes over the whole script and ends with 0: the action would succeed, and no rerun would ever
 * run the script, without a statement having reached Hive.
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
   * @throws IOException when Beeline had no session; Oozie tries the action again
   * @throws Exception what Oozie's own main class throws
   */
  public static void main(String[] args) throws Exception {
    try {
      Class.forName(OOZIES_OWN).getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
    // as Oozie's main class calls what Beeline says on its error stream
    requireSession(Path.of("hive2-oozie-%s.log".formatted(launcherId())));
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
