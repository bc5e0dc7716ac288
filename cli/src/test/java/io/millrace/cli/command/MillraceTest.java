package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MillraceTest {

  @TempDir private Path home;

  @Test
  void withoutACommandItShowsTheHelp() {
    // when
    CommandRun run = CommandRun.of(home);

    // then
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Usage: millrace", "demo", "replay", "workflow", "audit");
  }

  static List<List<String>> everyCommand() {
    List<List<String>> paths = new ArrayList<>();
    collect(
        Millrace.commandLine(
            new Invocation(
                Path.of("."),
                Map.of(),
                Clock.systemUTC(),
                new Console(System.out, System.err, false, Clock.systemUTC()))),
        List.of(),
        paths);
    return paths;
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> paths) {
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              paths.add(longer);
              collect(sub, longer, paths);
            });
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandHasAHelpWithExamplesAndExitCodes(List<String> command) {
    // given
    List<String> args = new ArrayList<>(command);
    args.add("--help");

    // when
    CommandRun run = CommandRun.of(home, args.toArray(String[]::new));

    // then
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Examples:", "  millrace " + command.get(0))
        .contains("Exit codes:", ExitStatus.UNBALANCED.meaning());
    assertThat(run.err()).isEmpty();
  }

  @Test
  void anUnknownCommandIsAUsageErrorWithTheNextStep() {
    // when
    CommandRun run = CommandRun.of(home, "repaly");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("repaly").contains("millrace --help").doesNotContain("\tat ");
  }

  @Test
  void aMissingArgumentNamesItself() {
    // when
    CommandRun run = CommandRun.of(home, "replay", "access.log");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("--feed").contains("millrace replay --help");
  }

  @Test
  void aWrongPortOffsetIsToldWithItsValue() {
    // when
    CommandRun run =
        CommandRun.in(
            home,
            Map.of("MILLRACE_HOME", home.toString(), "MILLRACE_PORT_OFFSET", "many"),
            "status");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("MILLRACE_PORT_OFFSET").contains("many");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "audit --days 2015-05-17..2015-05-20",
        "stream start",
        "stream stop",
        "stream status",
        "sql -e SELECT",
        "hdfs dfs -ls /",
        "yarn application -list",
        "kafka-topics --list",
        "oozie jobs",
        "workflow run daily --days 2015-05-17",
        "workflow list",
        "workflow status 0000003-260101000000000-oozie-root-W",
        "workflow logs 0000003-260101000000000-oozie-root-W@curate",
        "workflow rerun 0000003-260101000000000-oozie-root-W",
        "workflow kill 0000003-260101000000000-oozie-root-W",
        "workflow schedule",
        "workflow unschedule",
        "workflow run retention",
        "workflow run audit",
        "retention plan",
        "replay ../samples/orders/2010-12-01.csv --feed orders"
      })
  void whatNeedsTheClusterSaysHowToStartIt(String command) {
    // when
    CommandRun run = CommandRun.of(home, command.split(" "));

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(run.err()).contains("is not up", home.toString(), "millrace up");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void statusOfAStoppedClusterListsEveryService() {
    // when
    CommandRun run = CommandRun.of(home, "status");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(run.out()).contains("namenode", "hiveserver2", "oozie", "stopped");
  }

  @Test
  void downWithNothingUpSaysSo() {
    // when
    CommandRun run = CommandRun.of(home, "down");

    // then
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("Nothing was running");
  }

  @Test
  void logsNamesTheServicesWhenThereIsNoSuchOne() {
    // when
    CommandRun run = CommandRun.of(home, "logs", "zookeeper");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("zookeeper", "namenode", "kafka");
  }

  @Test
  void logsOfAServiceThatNeverRanSaysSo() {
    // when
    CommandRun run = CommandRun.of(home, "logs", "kafka");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(run.err()).contains("kafka has no log yet");
  }

  @Test
  void replayOfAMissingFileNamesIt() {
    // when
    CommandRun run = CommandRun.of(home, "replay", "no-such.log", "--feed", "activity");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_FIT.code());
    assertThat(run.err()).contains("There is no file no-such.log");
  }

  @Test
  void replayOfAnEmptyFileNamesIt() throws Exception {
    // given
    Path empty = Files.createFile(home.resolve("empty.log"));

    // when
    CommandRun run = CommandRun.of(home, "replay", empty.toString(), "--feed", "activity");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_FIT.code());
    assertThat(run.err()).contains(empty + " is empty");
  }

  @Test
  void replayOntoAnUnknownFeedListsTheKnown() {
    // when
    CommandRun run = CommandRun.of(home, "replay", "access.log", "--feed", "clicks");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("There is no feed clicks", "activity, orders");
  }

  @Test
  void anUnknownWorkflowListsTheKnown() {
    // when
    CommandRun run = CommandRun.of(home, "workflow", "run", "yearly", "--days", "2015-05-17");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err())
        .contains("There is no workflow 'yearly'; there are: ", "backtest, daily, fraud, hourly");
  }

  @Test
  void aDayThatIsNoneIsNamed() {
    // when
    CommandRun run = CommandRun.of(home, "workflow", "run", "daily", "--days", "2015-02-30");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("--days 2015-02-30", "2015-05-17..2015-05-20");
  }

  @Test
  void aWorkflowOfHoursTakesHoursAndNoDays() {
    // when
    CommandRun days = CommandRun.of(home, "workflow", "run", "hourly", "--days", "2015-05-17");
    CommandRun none = CommandRun.of(home, "workflow", "run", "hourly");
    CommandRun wrong = CommandRun.of(home, "workflow", "run", "hourly", "--hours", "2015-05-17");

    // then
    assertThat(List.of(days.code(), none.code(), wrong.code()))
        .containsOnly(ExitStatus.USAGE.code());
    assertThat(days.err()).contains("Workflow hourly takes no --days.");
    assertThat(none.err()).contains("Workflow hourly needs --hours.");
    assertThat(wrong.err()).contains("--hours 2015-05-17", "2015-05-17T10..2015-05-17T13");
  }

  @Test
  void theDemoNamesTheSamplesThatAreMissing() {
    // given a checkout without samples

    // when
    CommandRun run = CommandRun.in(home, Map.of("MILLRACE_HOME", home.toString()), "demo");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_FIT.code());
    assertThat(run.err()).contains("apache_logs.gz", "2010-12-03.csv", "git restore samples");
  }

  @Test
  void wrongDeclarationsOfRetentionAreToldAllAtOnceBeforeTheClusterIsAsked() throws Exception {
    // given a checkout without legal-hold.yaml
    Files.writeString(
        Files.createDirectories(home.resolve("conf")).resolve("retention.yaml"),
        "zones: {dw: P3D}\n");

    // when
    CommandRun run =
        CommandRun.in(home, Map.of("MILLRACE_HOME", home.toString()), "retention", "plan");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err())
        .contains("2 problems", "retention.yaml:1: zones.dw: P3D; legal: a period in days")
        .contains("legal-hold.yaml: missing");
  }

  @Test
  void daysToAuditThatAreNoneAreRefusedBeforeTheClusterIsAsked() {
    // when
    CommandRun run = CommandRun.of(home, "audit", "--days", "2015-05-20..2015-05-17");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("--days 2015-05-20..2015-05-17", "ends before it begins");
  }

  @Test
  void debugAddsTheStackTrace() {
    // when
    CommandRun run = CommandRun.of(home, "audit", "--debug");

    // then
    assertThat(run.err()).contains("CommandFailure", "\tat ", "millrace up");
  }
}
