package io.millrace.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.ExitStatus;
import io.millrace.model.fraud.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FraudCommandTest {

  private static final String SMALL = payment("T1", "2026-10-01T10:00:00Z", "12.50");
  private static final String LARGE = payment("T2", "2026-10-01T10:01:00Z", "6200");

  @TempDir private Path home;

  @Test
  void alertsAreWrittenAsOneArrayWithTheNumbersThatRaisedThem() throws IOException {
    // given
    Path input = Files.writeString(home.resolve("in.ndjson"), SMALL + "\n" + LARGE + "\n");
    Path output = home.resolve("alerts.json");

    // when
    CommandRun run = detect(input, "--output", output.toString());

    // then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode alerts = new ObjectMapper().readTree(output.toFile());
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).get("rule").asText()).isEqualTo("HIGH_AMOUNT");
    assertThat(alerts.get(0).get("transaction_id").asText()).isEqualTo("T2");
    assertThat(alerts.get(0).get("explanation").asText())
        .isEqualTo("6200 USD is above the limit of 5000 USD");
    assertThat(alerts.get(0).get("score").asInt()).isEqualTo(40);
    assertThat(alerts.get(0).get("level").asText()).isEqualTo("medium");
    assertThat(run.err())
        .contains("2 payments of 1 account", "1 alert on 1 payment (medium 1): HIGH_AMOUNT 1");
  }

  @Test
  void everyPaymentHasAScoreAndADuplicateHasNone() throws IOException {
    Path input =
        Files.writeString(home.resolve("in.json"), "[" + SMALL + "," + LARGE + "," + LARGE + "]");
    Path scores = home.resolve("scores.ndjson");

    CommandRun run = detect(input, "--scores", scores.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readAllLines(scores))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"transaction_id\":\"T1\",\"account_id\":\"A1\"")
        .contains("\"amount\":12.5000", "\"score\":0,\"level\":\"low\"", "\"rules\":[]");
    assertThat(run.err()).contains("3 payments of 1 account", "1 duplicate");
  }

  @Test
  void linesThatAreNoPaymentsAreToldCountedAndLeftOut() throws IOException {
    // given
    Path input =
        Files.writeString(
            home.resolve("in.ndjson"),
            String.join(
                "\n",
                SMALL,
                "{\"transaction_id\": \"T3\"",
                payment("T4", "yesterday", "1"),
                payment("T5", "2026-10-01T10:02:00Z", "-1"),
                "",
                LARGE));

    // when
    CommandRun run = detect(input, "--output", "-");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.REFUSALS.code());
    assertThat(run.out().lines()).hasSize(1).first().asString().contains("HIGH_AMOUNT");
    assertThat(run.err())
        .contains(
            "in.ndjson:2: NOT_JSON",
            "in.ndjson:3: WRONG_TYPE event_time",
            "in.ndjson:4: RULE amount_is_not_negative amount: -1 is less than 0",
            "in.ndjson:5: EMPTY",
            "2 payments of 1 account",
            "4 lines were refused");
  }

  @Test
  void aCsvFileComesByItsMappingAndGzipToo() throws IOException {
    Path input = home.resolve("card.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(input))) {
      out.write(
          String.join(
                  "\n",
                  "trans_date_trans_time,cc_num,merchant,category,amt,trans_num,merch_lat,"
                      + "merch_long,is_fraud",
                  "2019-01-01 00:01:33,67,\"fraud_Greenholt, Jacobi\",gas,8600.12,t1,35.7,-84.2,0",
                  "2019-01-01 00:02:33,67,x,gas,much,t2,35.7,-84.2,0")
              .getBytes(UTF_8));
    }

    CommandRun run = detect(input, "--source", "sparkov", "--console");

    assertThat(run.code()).isEqualTo(ExitStatus.REFUSALS.code());
    assertThat(run.out())
        .isEqualToIgnoringNewLines(
            "2019-01-01T00:01:33Z 67 t1 40 medium HIGH_AMOUNT:"
                + " 8600.12 USD is above the limit of 5000 USD");
    assertThat(run.err()).contains("card.csv.gz:3: BAD_VALUE amount");
  }

  @Test
  void standardInputIsReadToItsEnd() throws IOException {
    InputStream usual = System.in;
    try {
      System.setIn(new ByteArrayInputStream((SMALL + "\n" + LARGE + "\n").getBytes(UTF_8)));

      CommandRun run = detect(Path.of("-"), "--output", "-");

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out().lines()).hasSize(1).first().asString().contains("HIGH_AMOUNT", "T2");
      assertThat(run.err()).contains("2 payments of 1 account");
    } finally {
      System.setIn(usual);
    }
  }

  @Test
  void nothingChangesWhenTheInputCannotBeReadToItsEnd() throws IOException {
    // given
    Path input = Files.writeString(home.resolve("in.json"), "[" + LARGE + ",");
    Path output = Files.writeString(home.resolve("alerts.json"), "yesterday's");

    // when
    CommandRun run = detect(input, "--output", output.toString());

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_FIT.code());
    assertThat(output).hasContent("yesterday's");
    try (var files = Files.list(home)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("in.json", "alerts.json");
    }
  }

  @Test
  void whatCannotBeDoneIsSaidBeforeAnythingIsRead() throws IOException {
    Path input = Files.writeString(home.resolve("in.csv"), "a,b\n1,2\n");

    assertThat(detect(input).err()).contains("give --output FILE, --scores FILE or --console");
    assertThat(detect(input, "--console", "--output", "-").err())
        .contains("Only one of --output -, --scores - and --console");
    assertThat(detect(input, "--output", "no/such/alerts.json").err())
        .contains("--output is no/such/alerts.json; legal: a file in a folder that exists");
    assertThat(detect(input, "--console", "--format", "xml").err())
        .contains("--format is xml; legal: array, ndjson");
    CommandRun withoutSource = detect(input, "--console");
    assertThat(withoutSource.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(withoutSource.err()).contains("Name the source", "generated-transactions, sparkov");
    assertThat(detect(home.resolve("none.csv"), "--console").code())
        .isEqualTo(ExitStatus.NOT_FIT.code());
  }

  @Test
  void alertsAreHeldAgainstLabelsWhereThereAreSome() throws IOException {
    // given three frauds of which one is found, and an honest payment that is not let alone
    Path input =
        Files.writeString(
            home.resolve("in.ndjson"),
            String.join(
                "\n",
                labelled(LARGE, true),
                labelled(SMALL, true),
                labelled(payment("T3", "2026-10-02T10:00:00Z", "3"), true),
                labelled(payment("T4", "2026-10-03T10:00:00Z", "7000"), false),
                payment("T5", "2026-10-04T10:00:00Z", "8000")));

    // when
    CommandRun run = detect(input, "--output", home.resolve("alerts.json").toString());

    // then
    assertThat(run.err())
        .contains("Against the labels of 4 payments, of which 3 are fraud:")
        .contains("precision 0.500, recall 0.333, F1 0.400.")
        .containsPattern("HIGH_AMOUNT +2 +1 +0.500 +0.333");
  }

  @Test
  void theDemoGoesFromPaymentsToFiguresOnFilesAlone() throws IOException {
    CommandRun run = CommandRun.of(home, "fraud", "demo", "--payments", "20000");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("20,000 generated payments of about 200 accounts");
    assertThat(run.out()).contains("20,000 payments of ", "precision ", "CARD_TESTING");
    assertThat(run.out().lines().toList())
        .anyMatch(line -> line.matches("0 to 9 +[0-9,]+ +0 +[0-9,]+ +[0-9,.]+"))
        .anyMatch(line -> line.matches("90 to 100 +[0-9,]+ +[0-9,]+ +[0-9,]+ +[0-9,.]+"))
        .anyMatch(line -> line.matches("A1\\d{7} +\\d+ +\\d+ +\\d+ +[0-9,.]+"))
        .anyMatch(line -> line.matches("shop-\\d+\\.example +\\d+ +\\d+ +\\d+ +[0-9,.]+"))
        .anyMatch(line -> line.startsWith("CITY "))
        .noneMatch(line -> line.contains("(unknown)"))
        .anyMatch(line -> line.matches("Loss caught: [0-9,.]+ of [0-9,.]+ USD in fraud, .*"))
        .anyMatch(line -> line.matches("Alerts per true fraud: [0-9]+\\.[0-9]{2}\\."))
        .anyMatch(line -> line.matches("From first fraud .*: mean .+, median .+\\."));
    assertThat(
            run.out()
                .lines()
                .dropWhile(line -> !line.startsWith("SCORE "))
                .mapToInt(String::length))
        .hasSizeGreaterThan(20)
        .allMatch(width -> width <= 80);
    assertThat(home.resolve("fraud-demo/payments.ndjson")).exists();
    assertThat(Files.readAllLines(home.resolve("fraud-demo/scores.ndjson"))).hasSize(20_000);
    assertThat(new ObjectMapper().readTree(home.resolve("fraud-demo/alerts.json").toFile()))
        .hasSizeGreaterThan(100);
  }

  @Test
  void theBundledRulesAreFineAndListed() {
    CommandRun run = CommandRun.of(home, "fraud", "check");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "12 rules",
            "CARD_TESTING: weight 60, severity critical",
            "MERCHANT_BURST: second stage, outside the score, severity high");
  }

  @Test
  void alertsOfTheSecondStageStandBehindTheOthersWhateverTheOrderOfLines() throws IOException {
    // given six refused payments of ten at one merchant, of which the fourth comes last
    List<String> lines = new java.util.ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String line = payment("T" + i, "2026-10-01T10:0" + i + ":00Z", i == 9 ? "6200" : "12");
      lines.add(labelled(i % 2 == 0 || i == 3 ? line.replace("approved", "refused") : line, i > 4));
    }
    lines.add(lines.remove(3));
    Path input = Files.writeString(home.resolve("in.ndjson"), String.join("\n", lines));
    Path output = home.resolve("alerts.ndjson");
    Path scores = home.resolve("scores.ndjson");
    Path rules =
        Files.writeString(
            home.resolve("rules.yaml"),
            """
            version: second
            base_currency: USD
            rules: {HIGH_AMOUNT: {}, MERCHANT_BURST: {limit: 0.6}, NO_BROWSING: {}}
            """);

    // when
    CommandRun run =
        detect(
            input,
            "--output",
            output.toString(),
            "--scores",
            scores.toString(),
            "--rules",
            rules.toString());

    // then
    assertThat(run.code()).as(run.err()).isZero();
    List<String> alerts = Files.readAllLines(output);
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(0)).contains("\"rule\":\"HIGH_AMOUNT\"");
    assertThat(alerts.get(1))
        .contains(
            "\"rule\":\"MERCHANT_BURST\",\"severity\":\"medium\"",
            "7 of 10 payments at this merchant within 9 min refused or flagged, where 0.6 is too many",
            "\"transaction_id\":\"T9\"",
            "\"score\":40,\"level\":\"medium\"");
    assertThat(Files.readString(scores)).doesNotContain("MERCHANT_BURST");
    assertThat(run.err())
        .contains(
            "NO_BROWSING is not evaluated over files",
            "1 alert on 1 payment (medium 1): HIGH_AMOUNT 1.",
            "Second stage, outside the score: MERCHANT_BURST 1.",
            "precision 1.000, recall 0.200");
  }

  @Test
  void aModelIsCheckedListedAndRaisesAlerts() throws IOException {
    // given
    Path rules =
        Files.writeString(
            home.resolve("with-model.yaml"),
            """
            version: with-model
            base_currency: USD
            rules: {HIGH_AMOUNT: {limit: 100000}}
            model:
              severity: critical
              threshold: 0.6
              calibration: {slope: 2, intercept: 0}
              usual: {fraud: 0.01, amount: 3}
              trees: ["amount_log<=7:0 -1 1"]
            """);
    Path input = Files.writeString(home.resolve("in.ndjson"), SMALL + "\n" + LARGE);

    // when
    CommandRun check = CommandRun.of(home, "fraud", "check", "--rules", rules.toString());
    CommandRun detect = detect(input, "--output", "-", "--rules", rules.toString());

    // then
    assertThat(check.out())
        .contains(
            "MODEL: weight 50, severity critical; 1 tree, fires from a probability of 0.6 on");
    assertThat(detect.out())
        .contains(
            "\"rule\":\"MODEL\",\"severity\":\"critical\"",
            "fraud with a probability of 0.881, where 0.6 is too much; most by amount_log 8.732");
    assertThat(detect.err()).contains("1 alert on 1 payment (high 1): MODEL 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--to 2026-01-31 --evaluate-to 2026-01-31 | of 31 days 31 are up to 2026-01-31",
        "--to 2026-01-20 --evaluate-to 2026-01-31 --since 2026-01-02 | --since is 2026-01-02",
        "--to 2026-01-20 --evaluate-to 2026-01-31 --alerts-a-day few | --alerts-a-day is 'few'",
        "--to 2026-01-20 --evaluate-to 2026-01-31 --without luck | --without has 'luck'",
        "--to 2026-01-20 --evaluate-to 2026-01-31 --output none/out.yaml | --output is none/out.yaml",
      })
  void aTrainingThatCannotBeIsRefusedBeforeAnythingIsRun(String options, String told) {
    CommandRun run =
        CommandRun.of(
            home,
            ("fraud train --from 2026-01-01 --rules-version v2 "
                    + (options.contains("--output")
                        ? options
                        : "--output " + home.resolve("out.yaml") + " " + options))
                .split(" "));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains(told);
    assertThat(home.resolve("out.yaml")).doesNotExist();
  }

  @Test
  void blanksAroundTheVersionOfRulesWithAModelAreNoPartOfIt() {
    String version = RuleSet.load(Path.of("../conf/fraud-rules.yaml")).version();

    List<String> words =
        new java.util.ArrayList<>(
            List.of("fraud train --from 2026-01-01 --to 2026-01-20 --evaluate-to".split(" ")));
    words.addAll(List.of("2026-01-31", "--output", home.resolve("out.yaml").toString()));
    words.addAll(List.of("--rules-version", " " + version + " "));

    CommandRun run = CommandRun.of(home, words.toArray(new String[0]));

    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("is " + version + ", which is that of");
  }

  @ParameterizedTest
  @CsvSource({"check", "detect --console --input -"})
  void aWrongRulesFileIsToldWhole(String command) throws IOException {
    Path rules =
        Files.writeString(
            home.resolve("mine.yaml"), "version: 1\nbase_currency: usd\nrules: {HIGH: {}}\n");

    CommandRun run = CommandRun.of(home, ("fraud " + command + " --rules " + rules).split(" ", -1));

    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.out() + run.err())
        .contains("mine.yaml:2: base_currency: usd", "mine.yaml:3: rules.HIGH.kind: missing");
  }

  private CommandRun detect(Path input, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("fraud", "detect", "--input"));
    words.add(input.toString());
    words.addAll(List.of(more));
    return CommandRun.of(home, words.toArray(new String[0]));
  }

  private static String labelled(String payment, boolean isFraud) {
    return payment.replace("}", ", \"is_fraud\": " + isFraud + "}");
  }

  private static String payment(String id, String time, String amount) {
    return """
           {"transaction_id": "%s", "event_time": "%s", "account_id": "A1", "amount": %s,\
            "currency": "USD", "merchant": "M1", "channel": "online", "status": "approved"}"""
        .formatted(id, time, amount);
  }
}
