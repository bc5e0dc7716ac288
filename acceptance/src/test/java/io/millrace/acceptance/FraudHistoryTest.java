package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.acceptance.ExpectedReport.Records;
import io.millrace.model.fraud.FraudModel;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Spark on YARN finds in curated payments what {@code millrace fraud detect} finds in a file of the
 * same payments, and a backtest what two runs of that command differ in. A model stands beside the
 * rules.
 */
@Order(255)
@ExtendWith(SharedCluster.class)
class FraudHistoryTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As {@link Hive} writes it. */
  private static final String NULL = "\\N";

  private static final List<String> TEXTS =
      List.of(
          "transaction_id",
          "account_id",
          "currency",
          "merchant",
          "merchant_category",
          "payment_method",
          "channel",
          "status",
          "device_id",
          "country");

  private static final List<String> NUMBERS = List.of("amount", "latitude", "longitude");

  private final TestCluster cluster;
  private final GeneratedDays days;
  private final Path folder = Checkout.target().resolve("fraud-history");

  FraudHistoryTest(TestCluster cluster, GeneratedDays days) {
    this.cluster = cluster;
    this.days = days;
    assertThat(days.landed()).containsKey("transactions");
  }

  @Test
  void sparkScoresPaymentsAsTheFileHostDoesAndABacktestSaysWhatOtherRulesChange()
      throws IOException, SQLException {
    Files.createDirectories(folder);
    Path payments = folder.resolve("payments.ndjson");
    ConfFile modelled = ConfFile.fraudRules(ModelledRules.read());
    try (modelled;
        Hive hive = cluster.hive()) {
      Files.write(payments, lines(hive));
      Map<String, JsonNode> usual = detected(payments, rules());

      // when the days that have no scores yet are run, as the schedule does
      cluster.millrace().run("workflow", "run", "fraud").requireSuccess();

      // then
      assertThat(texts(hive, SCORES)).isNotEmpty().isEqualTo(scores(usual.values()));
      assertThat(texts(hive, ALERTS))
          .anyMatch(alert -> alert.contains("|%s|".formatted(FraudModel.NAME)))
          .isEqualTo(alerts("usual"));
      assertThat(
              hive.rows(
                  "SELECT sum(alerts), sum(alerted_payments) FROM mart.fraud_rule_daily WHERE rule = '(any)' AND dt IN (%s)"
                      .formatted(GeneratedDays.days())))
          .containsExactly(
              List.of(
                  Integer.toString(firstStage("usual").size()),
                  Long.toString(
                      firstStage("usual").stream()
                          .map(FraudHistoryTest::payment)
                          .distinct()
                          .count())));

      assertEachPaymentIsInTheScoredViewOnceWithWhatIsSaidOfIt(hive);

      // and marts and reports tell of them what DuckDB does
      try (DuckDb duckDb = DuckDb.of(days.folder()).withFraud(folder)) {
        for (ExpectedTable mart : ExpectedTable.ofFraud()) {
          mart.requireHeld(hive, duckDb, "dt IN (%s)".formatted(GeneratedDays.days()));
        }
        for (ExpectedReport report : ExpectedReport.of(Records.FRAUD)) {
          report.requireAnswered(hive, duckDb);
          ExpectedReport.requireReadsOnly(
              Days.parse(GeneratedDays.FIRST),
              ExpectedReport.reports().require(report.name()),
              hive);
        }
      }

      // when the limit of great amounts is halved
      Path stricter = folder.resolve("stricter.yaml");
      Files.writeString(
          stricter,
          Files.readString(rules())
              .replaceFirst("(?m)^version: \\S+", "version: stricter")
              .replace("limit: 5000 }", "limit: 300 }"));
      Map<String, JsonNode> other = detected(payments, stricter);
      Outcome backtest =
          cluster
              .millrace()
              .run(
                  "fraud",
                  "backtest",
                  "--rules",
                  stricter.toString(),
                  "--from",
                  GeneratedDays.FIRST,
                  "--to",
                  GeneratedDays.LAST,
                  "--name",
                  "stricter")
              .requireSuccess();

      // then
      List<String> changed = changed(rulesByPayment("usual"), rulesByPayment("stricter"));
      assertThat(usual.keySet()).isEqualTo(other.keySet());
      assertThat(changed).isNotEmpty();
      assertThat(differences()).isEqualTo(changed);
      assertThat(backtest.out()).contains("HIGH_AMOUNT").contains("differences.csv");
    }
  }

  private static final String SCORES =
      "SELECT transaction_id, account_id, event_time, amount, score, level, list, late_ms, is_priced, is_complete, rule_set, concat_ws(' ', rules) FROM dw.risk_scores WHERE dt IN (%s)";

  private static final String ALERTS =
      "SELECT alert_id, rule, severity, explanation, transaction_id, score FROM dw.fraud_alerts WHERE dt IN (%s)";

  private static final String DAYS = " WHERE dt IN (%s)";

  private static final String OF_SCORES =
      "SELECT transaction_id, event_time, score, level, late_ms, is_complete, rule_set FROM %s";

  private static void assertEachPaymentIsInTheScoredViewOnceWithWhatIsSaidOfIt(Hive hive)
      throws IOException {
    for (String view : List.of("dw.transactions_scored", "dw.transactions_scored_masked")) {
      assertThat(texts(hive, "SELECT transaction_id, event_time FROM %s".formatted(view) + DAYS))
          .isEqualTo(texts(hive, "SELECT transaction_id, event_time FROM dw.transactions" + DAYS));
      assertThat(texts(hive, OF_SCORES.formatted(view) + DAYS + " AND score IS NOT NULL"))
          .isEqualTo(texts(hive, OF_SCORES.formatted("dw.risk_scores") + DAYS));
      assertThat(
              texts(
                  hive,
                  "SELECT transaction_id, event_time, alert.rule, alert.severity, alert.alert_id FROM %s LATERAL VIEW explode(alerts) exploded AS alert"
                          .formatted(view)
                      + DAYS))
          .isEqualTo(
              texts(
                  hive,
                  "SELECT transaction_id, event_time, rule, severity, alert_id FROM dw.fraud_alerts"
                      + DAYS));

      // and it reads the partitions of its day alone
      List<String> read =
          hive.partitionsOf(
              "SELECT transaction_id, score, alerts FROM %s WHERE dt = '%s'"
                  .formatted(view, GeneratedDays.FIRST));
      assertThat(read).allMatch(partition -> partition.contains("dt=" + GeneratedDays.FIRST));
      assertThat(read)
          .extracting(partition -> partition.substring(0, partition.lastIndexOf("@dt=")))
          .contains("dw@transactions", "dw@risk_scores", "dw@fraud_alerts");
    }
  }

  private static Path rules() {
    return Checkout.root().resolve("conf/fraud-rules.yaml");
  }

  /** All payments that the warehouse knows, as a file in the order in which they came. */
  private static List<String> lines(Hive hive) throws IOException {
    List<String> columns =
        Stream.of(Stream.of("event_time"), TEXTS.stream(), NUMBERS.stream())
            .flatMap(names -> names)
            .toList();
    List<String> lines = new ArrayList<>();
    for (List<String> row :
        hive.rows(
            "SELECT %s FROM dw.transactions ORDER BY kafka_partition, kafka_offset"
                .formatted(String.join(", ", columns)))) {
      ObjectNode line = JSON.createObjectNode();
      for (int i = 0; i < columns.size(); i++) {
        String name = columns.get(i);
        String value = row.get(i);
        if (value.equals(NULL)) {
          continue;
        }
        if (name.equals("event_time")) {
          line.put(name, instant(value));
        } else if (name.equals("amount")) {
          line.put(name, new BigDecimal(value));
        } else if (NUMBERS.contains(name)) {
          line.put(name, Double.parseDouble(value));
        } else {
          line.put(name, value);
        }
      }
      lines.add(JSON.writeValueAsString(line));
    }
    return lines;
  }

  private static String instant(String hive) {
    return LocalDateTime.parse(hive).toInstant(ZoneOffset.UTC).toString();
  }

  /** The scores of the days' payments by their place in the file host's answer. */
  private Map<String, JsonNode> detected(Path payments, Path rules) throws IOException {
    String name = rules.equals(rules()) ? "usual" : "stricter";
    cluster
        .millrace()
        .run(
            "fraud",
            "detect",
            "--input",
            payments.toString(),
            "--rules",
            rules.toString(),
            "--output",
            file("alerts-" + name).toString(),
            "--scores",
            file("scores-" + name).toString())
        .requireSuccess();
    return read("scores-" + name).stream()
        .collect(
            Collectors.toMap(FraudHistoryTest::payment, score -> score, (a, b) -> a, TreeMap::new));
  }

  private Path file(String name) {
    return folder.resolve(name + ".ndjson");
  }

  /** The rows of the days. */
  private List<JsonNode> read(String name) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file(name))) {
      JsonNode row = JSON.readTree(line);
      String day = row.path("event_time").asText().substring(0, "2026-01-04".length());
      if (GeneratedDays.ALL.contains(day)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String payment(JsonNode row) {
    return row.path("account_id").asText() + " " + row.path("transaction_id").asText();
  }

  private static List<String> scores(Iterable<JsonNode> rows) {
    List<String> texts = new ArrayList<>();
    for (JsonNode row : rows) {
      List<String> rules = new ArrayList<>();
      row.path("rules").forEach(rule -> rules.add(rule.asText()));
      texts.add(
          text(
              List.of(
                  row.path("transaction_id").asText(),
                  row.path("account_id").asText(),
                  row.path("event_time").asText(),
                  row.path("amount").isNull()
                      ? "null"
                      : row.path("amount").decimalValue().stripTrailingZeros().toPlainString(),
                  row.path("score").asText(),
                  row.path("level").asText(),
                  row.path("list").asText(),
                  row.path("late_ms").asText(),
                  row.path("is_priced").asText(),
                  row.path("is_complete").asText(),
                  row.path("rule_set").asText(),
                  String.join(" ", rules))));
    }
    return texts.stream().sorted().toList();
  }

  private List<String> alerts(String name) throws IOException {
    return read("alerts-" + name).stream()
        .map(
            row ->
                text(
                    Stream.of(
                            "alert_id",
                            "rule",
                            "severity",
                            "explanation",
                            "transaction_id",
                            "score")
                        .map(member -> row.path(member).asText())
                        .toList()))
        .sorted()
        .toList();
  }

  private static List<String> texts(Hive hive, String query) {
    return hive.rows(query.formatted(GeneratedDays.days())).stream()
        .map(row -> row.stream().map(FraudHistoryTest::plain).toList())
        .map(FraudHistoryTest::text)
        .sorted()
        .toList();
  }

  /** A value of Hive's as the file host writes it. */
  private static String plain(String value) {
    if (value.equals(NULL)) {
      return "null";
    }
    if (value.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+")) {
      return instant(value);
    }
    return value.matches("\\d+\\.\\d+")
        ? new BigDecimal(value).stripTrailingZeros().toPlainString()
        : value;
  }

  private static String text(List<String> values) {
    return String.join("|", values);
  }

  /** The alerts that make up scores, which figures of all rules together are about. */
  private List<JsonNode> firstStage(String name) throws IOException {
    return read("alerts-" + name).stream()
        .filter(row -> !row.path("rule").asText().equals("MERCHANT_BURST"))
        .toList();
  }

  private Map<String, Set<String>> rulesByPayment(String name) throws IOException {
    return firstStage(name).stream()
        .collect(
            Collectors.groupingBy(
                FraudHistoryTest::payment,
                TreeMap::new,
                Collectors.mapping(
                    row -> row.path("rule").asText(), Collectors.toCollection(TreeSet::new))));
  }

  private static List<String> changed(
      Map<String, Set<String>> before, Map<String, Set<String>> after) {
    TreeSet<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    return all.stream()
        .filter(payment -> !before.getOrDefault(payment, Set.of()).equals(after.get(payment)))
        .map(
            payment ->
                payment
                    + (!before.containsKey(payment)
                        ? " alerted now"
                        : !after.containsKey(payment) ? " alerted no more" : " other rules"))
        .toList();
  }

  /** Account, payment and change of each row of the backtest's file. */
  private List<String> differences() {
    Outcome file =
        cluster
            .millrace()
            .run("hdfs", "dfs", "-cat", "/millrace/reports/backtests/stricter/differences.csv")
            .requireSuccess();
    Predicate<String> notEmpty = line -> !line.isBlank();
    List<String> header = List.of(file.lines().get(0).split(",", -1));
    return file.lines().stream()
        .skip(1)
        .filter(notEmpty)
        .map(line -> line.split(",", -1))
        .map(
            values ->
                "%s %s %s"
                    .formatted(
                        values[header.indexOf("account_id")],
                        values[header.indexOf("transaction_id")],
                        values[header.indexOf("change")]))
        .sorted()
        .toList();
  }
}
