package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That benchmarks run and say what they should; how fast is not a test's concern. */
class BenchTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void codecSaysTheMachineAndAllFigures() {
    assertThat(run("codec", "--records", "100", "--rounds", "1", "--warm-up", "0")).isZero();

    assertThat(out.toString())
        .containsPattern("\\d+ cores of .+ GiB of memory; .+; Kafka \\d")
        .contains("load average before: ", "load average after: ")
        .contains("encode JSON: ", "encode Avro: ", "decode JSON: ", "decode Avro: ")
        .containsPattern("Jackson, tree +[0-9,]+ +[0-9,]+ +[0-9,]+ +\\d+\\.\\d\\d +1\\.00")
        .containsPattern("Millrace +[0-9,]+ +[0-9,]+ +[0-9,]+ +\\d+\\.\\d\\d +\\d+\\.\\d\\d");
  }

  @Test
  void publishSendsToABrokerOfItsOwn() {
    assertThat(run("publish", "--records", "2000", "--rounds", "1", "--warm-up", "0"))
        .as(() -> err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("publish json: ", "publish avro: ")
        .containsPattern("Millrace, rows +[0-9,]+ +[0-9,]+ +[0-9,]+ +\\d+\\.\\d\\d +\\d+\\.\\d\\d");
  }

  @Test
  void generateSendsWhatItMakesToABrokerOfItsOwn() {
    assertThat(
            run(
                "generate",
                "--records",
                "2000",
                "--rounds",
                "1",
                "--warm-up",
                "0",
                "--feed=orders"))
        .as(() -> err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("generate orders json: ", "generate orders avro: ")
        .containsPattern("generated, sent, acknowledged, counted +[0-9,]+ ");
  }

  @Test
  void liveSaysWhatPanesAndWindowsCost() {
    assertThat(run("live", "--records", "2000", "--rounds", "1", "--warm-up", "0")).isZero();

    assertThat(out.toString())
        .contains("live views of activity: ")
        .containsPattern("sets and lists in each window +[0-9,]+ .+ 1\\.00")
        .containsPattern("Millrace, panes made and merged +[0-9,]+ ")
        .containsPattern("Millrace, and the windows of them +[0-9,]+ ");
  }

  @Test
  void fraudSaysWhatRulesCostBesideReading() {
    assertThat(
            run(
                "fraud",
                "--records",
                "4000",
                "--accounts",
                "200",
                "--rounds",
                "1",
                "--warm-up",
                "0"))
        .as(() -> err.toString())
        .isZero();

    assertThat(out.toString())
        .containsPattern("state of an account after 20 payments: .+ of heap, [0-9,]+ bytes stored")
        .containsPattern("lines read and decoded +[0-9,]+ .+ 1\\.00")
        .containsPattern("Millrace, read and evaluated +[0-9,]+ ")
        .containsPattern("Millrace, evaluated alone +[0-9,]+ ");
  }

  @Test
  void fraudKafkaSaysWhatRulesCostBesideCopyingAndHowSoonAlertsAreThere() {
    assertThat(
            run(
                "fraud-kafka",
                "--records",
                "40000",
                "--accounts",
                "200",
                "--seconds",
                "3",
                "--rounds",
                "1",
                "--warm-up",
                "0"))
        .as(() -> err.toString())
        .isZero();

    assertThat(out.toString())
        .containsPattern("Kafka Streams, copied +[0-9,]+ .+ 1\\.00")
        .containsPattern("Millrace, evaluated +[0-9,]+ ")
        .containsPattern("alerts, read_committed +[0-9,]+: p50 [0-9,]+, p99 ")
        .containsPattern("alerts, read_uncommitted +[0-9,]+: p50 [0-9,]+, p99 ");
  }

  @Test
  void wrongArgumentsAreAnsweredByWhatIsLegal() {
    assertThat(run("codec", "--rounds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);

    assertThat(err.toString())
        .contains("--rounds is 0 and --warm-up is 2; legal: 1 or more, and 0 or more.");
  }

  private int run(String... arguments) {
    return Bench.command()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
