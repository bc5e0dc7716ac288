package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FraudRunCommandTest {

  @TempDir private Path home;

  @Test
  void withoutAClusterItSaysHowToStartOne() {
    CommandRun run = CommandRun.of(home, "fraud", "run");

    assertThat(run.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(run.err()).contains("is not up. Start it with: millrace up");
  }

  @Test
  void wrongOptionsAreToldTogetherWithWhatIsLegal() {
    CommandRun run =
        CommandRun.of(
            home,
            "fraud",
            "run",
            "--brokers",
            "127.0.0.1:9",
            "--threads",
            "0",
            "--commit-interval",
            "1h");

    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err())
        .contains(
            "commit interval is PT1H; legal: PT0.001S to PT30S", "threads is 0; legal: 1 to 64");
  }

  @Test
  void wrongRulesAreToldBeforeAnythingIsAsked() throws IOException {
    Path rules =
        Files.writeString(home.resolve("rules.yaml"), "version: v1\nbase_currency: money\n");

    CommandRun run = CommandRun.of(home, "fraud", "run", "--rules", rules.toString());

    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("rules.yaml", "base_currency");
  }

  @Test
  void brokersThatAreNoneAreTold() {
    CommandRun run = CommandRun.of(home, "fraud", "run", "--brokers", "no.such.host.invalid:9092");

    assertThat(run.code()).isEqualTo(ExitStatus.FAILED.code());
    assertThat(run.err())
        .contains("brokers is no.such.host.invalid:9092; legal: host:port[,host:port…]");
  }
}
