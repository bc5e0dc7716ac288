package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedCommandTest {

  private static final String SAMPLE =
      """
      visit_id,at,customer_id,email,amount
      v-1,2026-05-01T10:00:00Z,17,ann@example.org,12.50
      v-2,2026-05-01T10:05:30Z,18,bob@example.org,7.00
      """;

  @TempDir Path checkout;
  @TempDir Path home;

  @BeforeEach
  void copyDeclarations() throws IOException {
    copy(Path.of("../conf/feeds"), checkout.resolve("conf/feeds"));
    copy(Path.of("../hql/dw"), checkout.resolve("hql/dw"));
    Files.createDirectories(checkout.resolve("cluster"));
    Files.writeString(checkout.resolve("visits.csv"), SAMPLE);
  }

  @Test
  void listNamesEveryFeedWithoutACluster() {
    CommandRun run = feed("list");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("feed").contains("\nactivity ").contains("\norders ");
  }

  @Test
  void showTellsSchemaAndHiveColumns() {
    CommandRun run = feed("show", "orders");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("unit_price", "DECIMAL(18,4)")
        .contains("raw.orders (parquet, partitioned by dt, hour)")
        .contains("dw.orders (orc, partitioned by dt, hour)")
        .contains("kafka_time TIMESTAMP, order_id STRING, revenue DECIMAL(18,4)");
  }

  @Test
  void aFeedIsAddedFromASampleAndPassesTheCheck() throws IOException {
    CommandRun add = feed("add", "visits", "--from", sample());

    assertThat(add.code()).as(add.err()).isZero();
    assertThat(add.out())
        .contains("conf/feeds/visits.yaml")
        .contains("By them 2 records of the sample can be read.")
        .contains("personal_data: likely email");
    CommandRun check = feed("check", "visits");
    assertThat(check.code()).as(check.out()).isZero();
    assertThat(check.out()).startsWith("visits: 5 fields");
    assertThat(feed("list").out()).contains("\nvisits ");
    assertThat(feed("show", "visits").out()).contains("raw.visits_masked");
  }

  @Test
  void aDeclarationIsNeverReplacedUnlessForced() throws IOException {
    // given
    Path yaml = checkout.resolve("conf/feeds/visits.yaml");
    feed("add", "visits", "--from", sample());
    Files.writeString(yaml, "# mine\n" + Files.readString(yaml));

    // when
    CommandRun again = feed("add", "visits", "--from", sample());

    // then
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already").contains("--force");
    assertThat(Files.readString(yaml)).startsWith("# mine\n");
    assertThat(feed("add", "visits", "--from", sample(), "--force").code()).isZero();
    assertThat(Files.readString(yaml)).doesNotContain("# mine");
  }

  @Test
  void whatCannotBecomeAFeedIsRefusedAndNothingIsWritten() throws IOException {
    Files.writeString(checkout.resolve("empty.csv"), "");
    List<String> before = declarations();

    for (List<String> wrong :
        List.of(
            List.of("3", "add", "visits", "--from", "/no/such/file"),
            List.of("3", "add", "visits", "--from", checkout.resolve("empty.csv").toString()),
            List.of("2", "add", "Visits", "--from", sample()),
            List.of("2", "add", "../visits", "--from", sample()),
            List.of("2", "add", "sessions", "--from", sample()),
            List.of("2", "add", "orders_masked", "--from", sample()),
            List.of("2", "add", "orders", "--from", sample()),
            List.of("2", "add", "visits", "--from", sample(), "--records", "0"),
            List.of("2", "add", "visits"),
            List.of("2", "add"))) {
      CommandRun run = feed(wrong.subList(1, wrong.size()).toArray(String[]::new));
      assertThat(run.code()).as(wrong + run.err()).isEqualTo(Integer.parseInt(wrong.get(0)));
      assertThat(run.err()).as(wrong.toString()).startsWith("millrace: ").doesNotContain("\tat ");
      assertThat(run.err().lines()).as(wrong.toString()).hasSize(1);
    }
    assertThat(declarations()).isEqualTo(before);
  }

  @Test
  void checkSaysEverythingThatIsWrongAtOnce() throws IOException {
    // given
    feed("add", "visits", "--from", sample());
    replace("visits.yaml", "partitions: 3", "partitions: 0\nretentoin: {topic: P1D}");
    replace("visits.avsc", "\"type\": \"string\"", "\"type\": \"float\"");

    // when
    CommandRun check = feed("check", "visits");

    // then
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.out())
        .containsPattern("visits.yaml:\\d+: partitions: 0; legal: ")
        .contains("retentoin")
        .containsPattern("visits.avsc:\\d+: fields.*float");
    assertThat(check.err()).contains("problems.");
  }

  @Test
  void oneFeedIsCheckedWhateverIsWrongWithOthers() throws IOException {
    replace("orders.yaml", "partitions: 3", "partitions: none");

    assertThat(feed("check", "activity").code()).isZero();
    assertThat(feed("check", "orders").code()).isEqualTo(2);
    assertThat(feed("check").code()).isEqualTo(2);
    assertThat(feed("check", "nope").code()).isEqualTo(2);
    assertThat(feed("check", "nope").err())
        .contains("There is no feed nope; declared are activity");
  }

  @Test
  void aSchemaThatCannotReadWhatIsStoredIsRefusedWithTheField() throws IOException {
    // given
    feed("add", "visits", "--from", sample());
    Path before = checkout.resolve("before.avsc");
    Files.copy(checkout.resolve("conf/feeds/visits.avsc"), before);

    // when an optional field is added
    replace(
        "visits.avsc",
        "\"fields\": [",
        "\"fields\": [{\"name\": \"campaign\", \"type\": [\"null\", \"string\"], \"default\": null, \"doc\": \"Which.\"},");

    // then
    assertThat(feed("check", "visits", "--against", before.toString()).out())
        .startsWith("visits: 6 fields, reads what was written with the given schema");

    // and when one gets another type
    replace(
        "visits.avsc",
        "{\"name\": \"customer_id\", \"type\": \"string\"",
        "{\"name\": \"customer_id\", \"type\": \"long\"");
    replace("visits.yaml", "key: [customer_id]", "key: [visit_id]");

    // then
    CommandRun run = feed("check", "visits", "--against", before.toString());
    assertThat(run.code()).as(run.out()).isEqualTo(2);
    assertThat(run.out()).contains("customer_id").contains("compared with the given schema");
    assertThat(feed("check", "visits", "--against", "/no/file").code()).isEqualTo(3);
    assertThat(feed("check", "visits", "--against", sample()).code()).isEqualTo(2);
    assertThat(feed("check", "--against", before.toString()).code()).isEqualTo(2);
  }

  @Test
  void aFieldThatCurationAddsIsRefused() throws IOException {
    replace(
        "activity.avsc",
        "\"fields\": [",
        "\"fields\": [{\"name\": \"is_bot\", \"type\": [\"null\", \"string\"], \"default\": null, \"doc\": \"X.\"},");

    CommandRun check = feed("check", "activity");

    assertThat(check.code()).isEqualTo(2);
    assertThat(check.out()).contains("is_bot");
  }

  @Test
  void applyNeedsFeedsAndACluster() {
    assertThat(feed("apply").code()).isEqualTo(2);
    assertThat(feed("apply", "orders", "--all").code()).isEqualTo(2);
    assertThat(feed("apply", "nope").code()).isEqualTo(2);
    assertThat(feed("apply", "orders").code()).isEqualTo(6);
    assertThat(feed().code()).isEqualTo(2);
  }

  private CommandRun feed(String... args) {
    String[] all = Stream.concat(Stream.of("feed"), Stream.of(args)).toArray(String[]::new);
    return CommandRun.in(checkout, Map.of("MILLRACE_HOME", home.toString()), all);
  }

  private String sample() {
    return checkout.resolve("visits.csv").toString();
  }

  private List<String> declarations() throws IOException {
    try (Stream<Path> files = Files.list(checkout.resolve("conf/feeds"))) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private void replace(String file, String text, String by) throws IOException {
    Path path = checkout.resolve("conf/feeds").resolve(file);
    assertThat(Files.readString(path)).contains(text);
    int at = Files.readString(path).indexOf(text);
    String whole = Files.readString(path);
    Files.writeString(path, whole.substring(0, at) + by + whole.substring(at + text.length()));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(file.getFileName()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
