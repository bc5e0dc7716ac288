package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replay says without any cluster. */
class ReplayCommandTest {

  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
  private static final String GOOD = "1,a,b,2,2010-12-01 08:26:00,2.55,17850.0,EIRE\n";

  @TempDir private Path home;

  @Test
  void aDryRunShowsTheFirstRecordsAndNoMore() throws IOException {
    // given
    Path file = Files.writeString(home.resolve("a.csv"), HEADER + GOOD.repeat(5));

    // when
    CommandRun run = dryRun(file, "--limit", "2", "--batch-size", "4");

    // then
    assertThat(run.code()).isZero();
    List<String> records = run.out().lines().toList();
    assertThat(records).hasSize(2);
    assertThat(records.get(0))
        .startsWith("{\"customer_id\":\"17850\"")
        .contains("\"batch_number\":1,\"batch_position\":1,\"producer_timestamp\":");
    assertThat(records.get(1)).contains("\"batch_position\":2,");
    assertThat(run.err())
        .contains("Dry run: 5 records would go to orders, 0 dead letters to orders.dlq.");
  }

  @Test
  void aDryRunShowsEveryRefusalWithItsLineAndEndsWithItsOwnCode() throws IOException {
    // given
    String tooMany = GOOD.replace(",2,", ",many,");
    Path file = Files.writeString(home.resolve("a.csv"), HEADER + "x\n" + GOOD + tooMany);

    // when
    CommandRun run = dryRun(file, "--limit", "0");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.REFUSALS.code());
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("a.csv:2: MALFORMED: 1 columns where the header has 8")
        .contains("a.csv:4: BAD_VALUE quantity: \"many\" is no whole number")
        .contains("1 record would go to orders, 2 dead letters to orders.dlq");
  }

  @Test
  void aBrokenRuleIsNamed() throws IOException {
    // given
    Path file =
        Files.writeString(
            home.resolve("a.ndjson"),
            """
            {"record_id":"r","transaction_date":"2026-01-01T00:00:00Z","age":200}
            """);

    // when
    CommandRun run =
        CommandRun.of(
            home, "replay", file.toString(), "--feed", "orders", "--source", "feed", "--dry-run");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.REFUSALS.code());
    assertThat(run.err()).contains("a.ndjson:1: RULE age_is_human age: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batch-interval 10s                 | 2 | --batch-interval needs --batch-size",
        "--batch-size 0                       | 2 | batch size is 0; legal: 1 or more",
        "--batch-size 10 --batch-interval soon | 2 | 'soon' is no duration; legal: such as 250ms",
        "--batch-size 10 --rate 5             | 2 | rate and batches are both given",
        "--rate 0                             | 2 | rate is 0.0; legal: more than 0",
        "--max-records 0                      | 2 | max records is 0; legal: 1 or more",
        "--brokers 127.0.0.1:9                | 2 | add --run-log hdfs",
        "--brokers nowhere --run-log none      | 2 | --brokers is nowhere; legal: host:port",
        "--run-log none                       | 6 | is not up. Start it with: millrace up",
        "--brokers 127.0.0.1:9 --run-log none --wait | 2 | --wait needs --run-log hdfs",
        "--brokers 127.0.0.1:9 --run-log /none/such | 2 | a file in a folder that exists",
        "--source sap --dry-run               | 2 | There is no source sap"
      })
  void aWrongOptionIsSaidInASentence(String options, int code, String said) throws IOException {
    // given
    Path file = Files.writeString(home.resolve("a.csv"), HEADER + GOOD);
    String line = "replay " + file + " --feed orders " + options;
    if (!options.contains("--source")) {
      line += " --source online-retail";
    }

    // when
    CommandRun run = CommandRun.of(home, line.strip().split(" +"));

    // then
    assertThat(run.err()).contains(said).doesNotContain("\tat ");
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void anEmptyFileAndAFolderWithoutFilesAreNamed() throws IOException {
    Path empty = Files.createFile(home.resolve("empty.csv"));
    Path folder = Files.createDirectory(home.resolve("folder"));

    assertThat(CommandRun.of(home, "replay", empty.toString(), "--feed", "orders").err())
        .contains("is empty: there is nothing to replay");
    assertThat(CommandRun.of(home, "replay", folder.toString(), "--feed", "orders").err())
        .contains("There is no file in the folder");
  }

  private CommandRun dryRun(Path file, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "replay",
                file.toString(),
                "--feed",
                "orders",
                "--source",
                "online-retail",
                "--dry-run"));
    args.addAll(List.of(more));
    return CommandRun.of(home, args.toArray(String[]::new));
  }
}
