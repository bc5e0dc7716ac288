package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What is wrong is said in a sentence with the next step, as an exit code that the help lists, and
 * nothing has been done. Runs before any cluster: each test has a state folder of its own.
 */
@Order(50)
class BadInputTest {

  private static final int USAGE = 2;
  private static final int NOT_FIT = 3;
  private static final int NOT_RUNNING = 6;
  private static final int NAMENODE_HTTP = 9870;

  private final Path home = Checkout.target().resolve("homes/none");
  private final Millrace millrace = new Millrace(home, 20_000);

  @Test
  void aMissingFileIsNamed() {
    // when
    Outcome replay = millrace.run("replay", "/no/such/access.log", "--feed", "activity");

    // then
    refused(replay, NOT_FIT, "There is no file /no/such/access.log");
  }

  @Test
  void anUnknownFeedIsNamedWithThoseThatExist() {
    // when
    Outcome replay = millrace.run("replay", Checkout.accessLog().toString(), "--feed", "clicks");

    // then
    refused(replay, USAGE, "clicks", "activity", "orders");
  }

  @Test
  void aTakenPortIsNamedWithItsHolderAndNothingIsStarted() throws IOException {
    // given
    int port = millrace.port(NAMENODE_HTTP);
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();

      // when
      Outcome up = millrace.run("up");

      // then
      refused(
          up,
          NOT_FIT,
          Integer.toString(port),
          Long.toString(ProcessHandle.current().pid()),
          "MILLRACE_PORT_OFFSET");
    }
    assertNothingRuns();
  }

  @Test
  void aFullDiskIsNamedAndNothingIsStarted() throws Exception {
    // given a file system of 64 MB for the state folder, which only the command sees
    assumeTrue(canUnshare(), "needs the right to mount, in a name space of its own");
    Files.createDirectories(home);
    String mount = "mount -t tmpfs -o size=64m none " + home + " && exec \"$@\"";

    // when
    Outcome up =
        millrace
            .startWrapped(List.of("unshare", "--mount", "sh", "-c", mount, "sh"), "up")
            .await(Duration.ofMinutes(2));

    // then
    refused(up, NOT_FIT, "disk", home.toString(), "MILLRACE_HOME");
    assertNothingRuns();
  }

  @Test
  void tooLittleMemoryIsSaidAndNothingIsStarted() throws Exception {
    // given a machine that says it has 1 GiB left, which only the command sees
    assumeTrue(canUnshare(), "needs the right to mount, in a name space of its own");
    Path meminfo = Checkout.target().resolve("meminfo");
    Files.writeString(
        meminfo, "MemTotal: 2097152 kB\nMemFree: 1048576 kB\nMemAvailable: 1048576 kB\n");
    String mount = "mount --bind " + meminfo + " /proc/meminfo && exec \"$@\"";

    // when
    Outcome up =
        millrace
            .startWrapped(List.of("unshare", "--mount", "sh", "-c", mount, "sh"), "up")
            .await(Duration.ofMinutes(2));

    // then
    refused(up, NOT_FIT, "memory", "1.0 GiB");
    assertNothingRuns();
  }

  @Test
  void downWithNothingUpSaysSoAndIsNoFailure() {
    // when
    Outcome down = millrace.run("down");

    // then
    assertThat(down.exitCode()).as(down.toString()).isZero();
    assertThat(down.err()).contains("Nothing was running in " + home);
    down.requireNoStackTrace();
  }

  @Test
  void whatNeedsAClusterSaysThatItIsNotUp() {
    for (List<String> command :
        List.of(
            List.of("audit"),
            List.of("sql", "-e", "SELECT 1"),
            List.of("stream", "start"),
            List.of("replay", Checkout.accessLog().toString(), "--feed", "activity"),
            List.of("workflow", "run", "daily", "--days", "2015-05-17"))) {
      // when
      Outcome outcome = millrace.run(command.toArray(String[]::new));

      // then
      refused(outcome, NOT_RUNNING, "millrace up");
    }
  }

  @Test
  void aWrongDayAnUnknownWorkflowAndAWrongOffsetAreUsageErrors() {
    refused(millrace.run("workflow", "run", "daily", "--days", "17.5.2015"), USAGE, "17.5.2015");
    refused(
        millrace.run("workflow", "run", "yearly", "--days", "2015-05-17"),
        USAGE,
        "yearly",
        "daily");
    refused(new Millrace(home, 70_000).run("up"), USAGE, "MILLRACE_PORT_OFFSET", "70000");
  }

  @Test
  void everyExitCodeThatIsUsedHereStandsInTheHelp() {
    // when
    Outcome help = millrace.run("up", "--help").requireSuccess();

    // then
    assertThat(help.out()).contains("Exit codes:");
    for (int code : List.of(0, USAGE, NOT_FIT, NOT_RUNNING)) {
      assertThat(help.out()).containsPattern("(?m)^\\s+" + code + "\\s+\\w+");
    }
  }

  private static void refused(Outcome outcome, int code, String... words) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(code);
    assertThat(outcome.err()).as(outcome.toString()).contains(words);
    outcome.requireNoStackTrace();
  }

  private void assertNothingRuns() {
    assertThat(new Processes(home).all()).isEmpty();
    Outcome status = millrace.run("status");
    assertThat(status.exitCode()).isEqualTo(NOT_RUNNING);
    assertThat(status.out()).doesNotContain("running");
  }

  private static boolean canUnshare() throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
