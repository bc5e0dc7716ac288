package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.ExitStatus;
import io.millrace.cluster.process.PidFile;
import io.millrace.cluster.process.ProcFs;
import io.millrace.cluster.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FraudRunCommandTest {

  @TempDir private Path home;
  @TempDir private Path checkout;

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

  @Test
  void avroIsNotReadBesideAClusterWhoseHdfsIsNotThere() throws IOException {
    // given
    kafkaAloneRuns();

    // when
    CommandRun run = inACheckoutWithAvro("fraud", "run");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(run.err())
        .contains("lacks what this needs (namenode stopped, datanode stopped)")
        .doesNotContain("by the schema in conf/feeds alone");
  }

  @Test
  void avroOfOtherBrokersIsReadWithoutHdfsWhichIsSaid() throws IOException {
    // given
    kafkaAloneRuns();

    // when
    CommandRun run = inACheckoutWithAvro("fraud", "run", "--brokers", "no.such.host.invalid:9092");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.FAILED.code());
    assertThat(run.err())
        .contains(
            "HDFS does not run in %s, so Avro is read by the schema in conf/feeds alone"
                .formatted(home))
        .contains("brokers is no.such.host.invalid:9092");
  }

  /** This process stands for the broker: it lives, and was seen to be ready. */
  private void kafkaAloneRuns() throws IOException {
    ProcessId self = new ProcFs().find(ProcessHandle.current().pid()).orElseThrow();
    Path pids = Files.createDirectories(home.resolve("pids"));
    Files.writeString(
        pids.resolve("kafka.json"),
        "{\"pid\":%d,\"start_ticks\":%d,\"boot_id\":\"%s\"}"
            .formatted(self.pid(), self.startTicks(), self.bootId()));
    new PidFile(pids, "kafka").markReady();
  }

  private CommandRun inACheckoutWithAvro(String... args) throws IOException {
    Path conf = Path.of("../conf");
    Path feeds = Files.createDirectories(checkout.resolve("conf/feeds"));
    Files.copy(conf.resolve("fraud-rules.yaml"), checkout.resolve("conf/fraud-rules.yaml"));
    Files.copy(conf.resolve("feeds/transactions.avsc"), feeds.resolve("transactions.avsc"));
    Files.writeString(
        feeds.resolve("transactions.yaml"),
        Files.readString(conf.resolve("feeds/transactions.yaml")) + "\nwire_format: avro\n");
    return CommandRun.in(
        checkout,
        // far from the ports of any cluster that runs
        Map.of("MILLRACE_HOME", home.toString(), "MILLRACE_PORT_OFFSET", "14999"),
        args);
  }
}
