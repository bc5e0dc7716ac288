package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** Waits for brokers that do not answer, beside the other tests. */
@Execution(CONCURRENT)
class FraudPromoteCommandTest {

  @TempDir private Path home;

  @Test
  void itsHelpSaysWhatItDoesToRunningHosts() {
    CommandRun run = CommandRun.of(home, "fraud", "promote", "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("--rules", "--shadow", "--dry-run", "--wait", "--brokers", "into effect");
  }

  @Test
  void withoutAClusterItSaysHowToStartOne() {
    CommandRun run = CommandRun.of(home, "fraud", "promote");

    assertThat(run.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(run.err()).contains("is not up. Start it with: millrace up");
  }

  @Test
  void aFileThatIsMissingIsTold() {
    CommandRun run =
        CommandRun.of(home, "fraud", "promote", "--rules", home.resolve("no.yaml").toString());

    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("no.yaml", "missing");
  }

  @Test
  void allThatIsWrongWithTheRulesIsToldBeforeAnythingIsAsked() throws IOException {
    Path rules =
        Files.writeString(
            home.resolve("rules.yaml"), "version: v 1\nbase_currency: money\nrules: {X: {}}\n");

    CommandRun run = CommandRun.of(home, "fraud", "promote", "--rules", rules.toString());

    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("rules.yaml", "version", "base_currency", "rules.X");
  }

  @Test
  void aTimeToWaitThatIsNoneIsTold() {
    CommandRun run = CommandRun.of(home, "fraud", "promote", "--wait=-PT1S");

    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("--wait is PT-1S; legal: 0s and more");
  }

  @Test
  void brokersThatAreNoneAreTold() {
    CommandRun run =
        CommandRun.of(home, "fraud", "promote", "--brokers", "no.such.host.invalid:9092");

    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err())
        .contains("brokers is no.such.host.invalid:9092; legal: host:port[,host:port…]");
  }

  @Test
  void brokersThatDoNotAnswerAreTold() {
    CommandRun run = CommandRun.of(home, "fraud", "promote", "--brokers", "127.0.0.1:9");

    assertThat(run.code()).isEqualTo(ExitStatus.FAILED.code());
    assertThat(run.err()).contains("list topics");
  }
}
