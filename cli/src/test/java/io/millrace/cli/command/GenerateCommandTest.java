package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.ExitStatus;
import io.millrace.ingest.generate.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateCommandTest {

  @TempDir private Path home;

  @Test
  void ordersGoIntoAFileWithTheInventoryBesideIt() throws IOException {
    // given
    Path file = home.resolve("orders.csv");

    // when
    CommandRun run = CommandRun.of(home, "generate", "orders", "--output", file.toString());

    // then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("orders -> " + file + ": 1,200 records", "inventory: " + file);
    assertThat(Files.readAllLines(file)).hasSize(1_201);
    Inventory inventory = Inventory.read(home.resolve("orders.csv.inventory.json"));
    assertThat(inventory.end()).isEqualTo(Inventory.End.COMPLETE);
    assertThat(inventory.delivered().records()).isEqualTo(1_200);
    assertThat(inventory.settings()).containsEntry("seed", 42).containsEntry("count", 1_200);
  }

  @Test
  void theSameCommandWritesTheSameBytesAndInventory() throws IOException {
    // given
    Path first = home.resolve("a.ndjson");
    Path second = home.resolve("b.ndjson");
    String rates = " --duplicates 0.1 --late 0.1 --malformed 0.1 --seed 9 --count 500 --output ";

    // when
    CommandRun.of(home, ("generate orders" + rates + first).split(" "));
    CommandRun.of(home, ("generate orders" + rates + second).split(" "));

    // then
    assertThat(Files.readAllBytes(first)).isNotEmpty().isEqualTo(Files.readAllBytes(second));
    assertThat(Files.readAllBytes(home.resolve("a.ndjson.inventory.json")))
        .isEqualTo(Files.readAllBytes(home.resolve("b.ndjson.inventory.json")));
  }

  @Test
  void standardOutputGetsRecordsAndNothingElse() {
    // when
    CommandRun run = CommandRun.of(home, "generate", "orders", "--count", "3", "--output", "-");

    // then
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"customer_id\":"));
    assertThat(run.err()).contains("3 records").doesNotContain("inventory");
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    // given
    Path file = Files.writeString(home.resolve("orders.csv"), "mine");

    // when
    CommandRun run = CommandRun.of(home, "generate", "orders", "--output", file.toString());

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains(file + " exists already");
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --rate fast                           | rate is fast; legal: a number or max
          --rate -1                             | rate is -1.0; legal: more than 0, or max
          --count 0                             | count is 0; legal: 1 or more
          --start yesterday                     | start is yesterday; legal: 2026-10-01
          --start 2999-01-01                    | start is 2999-01-01T00:00:00Z; legal: before now
          --speed 10                            | speed is for a history
          --late 2                              | late is 2.0; legal: 0 to 1
          --output orders.txt                   | output is orders.txt; legal: a name that ends with
          --output - --format xml               | format is xml; legal: csv, ndjson
          --output none/orders.csv              | legal: a file in a folder that exists
          --output orders.csv --brokers b:1     | leave them out with --output
          --brokers b:1 --run-log none          | --run-log is for runs
          --brokers b:1 --start 2026-01-01      | add --run-log
          """)
  void oneWrongSettingGivesOneSentence(String options, String sentence) {
    // when
    CommandRun run = CommandRun.of(home, ("generate orders " + options).split(" "));

    // then
    assertThat(run.code()).as(run.err()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains(sentence);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void labelledPaymentsAreListedAndCounted() throws IOException {
    // given
    Path file = home.resolve("payments.ndjson");
    Path labels = home.resolve("labels.csv");
    String options = "--count 5000 --fraud 0.1 --fraud-mix VELOCITY_COUNT=1,HIGH_AMOUNT=3";

    // when
    CommandRun run =
        CommandRun.of(
            home,
            ("generate transactions " + options + " --labels " + labels + " --output " + file)
                .split(" "));

    // then
    assertThat(run.code()).as(run.err()).isZero();
    Inventory inventory = Inventory.read(home.resolve("payments.ndjson.inventory.json"));
    assertThat(inventory.labels()).containsOnlyKeys("HIGH_AMOUNT", "VELOCITY_COUNT");
    for (String rule : inventory.labels().keySet()) {
      assertThat(Files.readAllLines(labels).stream().filter(l -> l.endsWith("," + rule)))
          .hasSize(inventory.labels().get(rule).intValue());
    }
  }

  @Test
  void browsingIsWrittenBesideThePaymentsOfOrdersWithAnInventoryOfItsOwn() throws IOException {
    // given
    Path file = home.resolve("payments.ndjson");
    Path views = home.resolve("views.ndjson");
    String options = "--count 5000 --fraud 0.1 --fraud-mix NO_BROWSING=1";

    // when
    CommandRun run =
        CommandRun.of(
            home,
            ("generate transactions " + options + " --browsing " + views + " --output " + file)
                .split(" "));

    // then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("activity -> " + views, "transactions -> " + file);
    Inventory ofPayments = Inventory.read(home.resolve("payments.ndjson.inventory.json"));
    Inventory ofViews = Inventory.read(home.resolve("views.ndjson.inventory.json"));
    assertThat(ofPayments.labels()).containsOnlyKeys("NO_BROWSING");
    assertThat(ofPayments.settings()).containsEntry("count", 5_000).containsEntry("browsing", true);
    assertThat(ofViews.feed()).isEqualTo("activity");
    assertThat(ofViews.settings()).isEqualTo(ofPayments.settings());
    assertThat(Files.readAllLines(file)).hasSize(5_000);
    List<String> lines = Files.readAllLines(views);
    assertThat(lines).hasSize((int) ofViews.delivered().records()).isNotEmpty();
    assertThat(lines).allMatch(line -> line.contains("\"event_type\":\"page_view\""));
  }

  @Test
  void nothingIsWrittenOfBrowsingWhenThePaymentsCannotBe() throws IOException {
    // given
    Path file = Files.writeString(home.resolve("payments.ndjson"), "mine");
    Path views = home.resolve("views.ndjson");

    // when
    CommandRun run =
        CommandRun.of(
            home,
            ("generate transactions --count 9 --browsing " + views + " --output " + file)
                .split(" "));

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains(file + " exists already");
    assertThat(views).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --fraud-mix NO_BROWSING=1 | fraud mix has NO_BROWSING, which is of orders; legal: together with browsing
          --browsing                | browsing is for a history; legal: together with start
          --browsing --output a.csv | browsing names no file; legal: one, with --output
          --browsing a.txt --output a.csv | browsing is a.txt; legal: a name that ends with .csv
          --browsing a.csv --output a.txt | output is a.txt; legal: a name that ends with
          --browsing a.csv --output b.csv --brokers b:1 | leave them out with --output
          --browsing a.csv --output a.csv | browsing is a.csv, as output is; legal: another file
          --browsing none/a.csv --output a.csv | browsing is none/a.csv; legal: a file in a folder that exists
          --browsing a.csv --output none/b.csv --count 9 | output is none/b.csv; legal: a file in a folder that exists
          --browsing a.csv --output b.csv --labels none/c.csv --count 9 | labels is none/c.csv; legal: a file in a folder that exists
          --output b.csv --labels none/c.csv --count 9 | labels is none/c.csv; legal: a file in a folder that exists
          --browsing a.csv --output b.csv --labels a.csv --count 9 | labels is a.csv, as browsing is; legal: another file
          --browsing a.csv --output b.csv --labels a.csv.inventory.json --count 9 | as the inventory of browsing is; legal: another file
          --browsing a.csv --output b.csv --inventory b.csv --count 9 | inventory is b.csv, as output is; legal: another file
          --browsing a.csv --output b.csv --inventory pom.xml/c.json --count 9 | pom.xml is no folder; legal: a file in a folder
          --browsing a.csv --start 2026-01-01 --count 10 | browsing is a.csv; legal: no file, for the topic activity
          --fraud 0.5              | fraud is 0.5; legal: 0 to 0.2
          --fraud-mix LUCK=1       | LUCK
          --fraud-mix NIGHT_OWL=-1,STRUCTURING=2 | fraud mix has NIGHT_OWL=-1.0
          --accounts 3             | accounts is 3; legal: 200 to 5000000
          --accounts 300 --start 2026-01-01 --count 100000 --duration PT1M --output - | legal: 400000 or more
          """)
  void oneWrongSettingOfFraudGivesOneSentenceAndNoFile(String options, String sentence) {
    // when
    CommandRun run = CommandRun.of(home, ("generate transactions " + options).split(" "));

    // then
    assertThat(run.code()).as(run.err()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains(sentence);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(Path.of("").toAbsolutePath()).isDirectoryNotContaining("glob:**.csv*");
  }

  @Test
  void withoutWhatItNamesWhatThereIs() {
    // when
    CommandRun run = CommandRun.of(home, "generate");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("generate needs to know what", "orders", "transactions");
  }

  @Test
  void withoutAClusterItSaysHowToStartOne() {
    // when
    CommandRun run = CommandRun.of(home, "generate", "orders");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(run.err()).contains("millrace up");
  }
}
