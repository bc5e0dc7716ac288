package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.report.Report;
import io.millrace.cli.report.Reports;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Marts of generated records, some of them late and some of them twice, are what DuckDB makes of
 * the generator's own files by what docs/tables.md says. Reports read their days and nothing else.
 */
@Order(250)
@ExtendWith(SharedCluster.class)
@TestInstance(Lifecycle.PER_CLASS)
class GeneratedMartsTest {

  private static final String FIRST = "2026-01-05";
  private static final String SECOND = "2026-01-06";
  private static final String DAYS = "'%s','%s'".formatted(FIRST, SECOND);
  private static final Path SQL = Checkout.root().resolve("acceptance/src/test/resources");
  private static final String RECORDS = "records";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, List<String>> GENERATED =
      Map.of(
          "activity", List.of("--count", "12000"),
          "orders", List.of("--count", "600"),
          "transactions", List.of("--count", "2000", "--fraud", "0.05"));

  private final TestCluster cluster;
  private final Path folder = Checkout.target().resolve("generated-marts");

  GeneratedMartsTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void computeGeneratedDays() throws Exception {
    Files.createDirectories(folder);
    for (String feed : GENERATED.keySet()) {
      Path file = folder.resolve(feed + ".csv");
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder.resolve(feed + ".csv.inventory.json"));
      generate(feed, "--output", file.toString());
      generate(feed);
    }
    try (Hive hive = cluster.hive()) {
      for (String feed : GENERATED.keySet()) {
        long delivered =
            JSON.readTree(folder.resolve(feed + ".csv.inventory.json").toFile())
                .path("delivered")
                .path("records")
                .asLong();
        await(feed)
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofSeconds(2))
            .until(
                () ->
                    hive.number(
                            "SELECT count(*) FROM raw.%s WHERE dt IN (%s)".formatted(feed, DAYS))
                        == delivered);
      }
    }
    cluster
        .millrace()
        .run("workflow", "run", "daily", "--days", FIRST + "," + SECOND)
        .requireSuccess();
  }

  private void generate(String feed, String... more) {
    List<String> arguments = new ArrayList<>(List.of("generate", feed));
    arguments.addAll(GENERATED.get(feed));
    arguments.addAll(
        List.of("--start", FIRST, "--duration", "PT48H", "--late", "0.03", "--duplicates", "0.02"));
    arguments.addAll(List.of(more));
    cluster.millrace().run(arguments.toArray(String[]::new)).requireSuccess();
  }

  static List<String> marts() throws IOException {
    return names("marts").stream().filter(name -> !name.equals(RECORDS)).toList();
  }

  static List<String> reportsWithExpectation() throws IOException {
    return names("reports");
  }

  @ParameterizedTest
  @MethodSource("marts")
  void aMartIsWhatDuckDbMakesOfTheGeneratorsFiles(String mart) throws SQLException {
    // given
    Answer expected = duckDb("marts/" + mart);

    // when
    String columns = String.join(", ", expected.columns());
    List<List<String>> rows =
        hive("SELECT %s FROM mart.%s WHERE dt IN (%s)".formatted(columns, mart, DAYS));

    // then
    assertThat(expected.rows()).isNotEmpty();
    assertThat(Answer.comparable(rows)).isEqualTo(expected.rows());
  }

  @ParameterizedTest
  @MethodSource("reportsWithExpectation")
  void aReportAnswersWhatDuckDbAnswersFromTheGeneratorsFiles(String report) throws Exception {
    // given
    Answer expected = duckDb("reports/" + report);

    // when
    List<List<String>> rows =
        hive(
            new Reports(new io.millrace.cli.Checkout(Checkout.root()))
                .require(report)
                .query(Days.parse(FIRST + ".." + SECOND), Map.of()));

    // then
    assertThat(expected.rows()).isNotEmpty();
    assertThat(Answer.comparable(rows)).isEqualTo(expected.rows());
  }

  static List<Report> reports() throws IOException {
    return new Reports(new io.millrace.cli.Checkout(Checkout.root())).all();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportReadsThePartitionsOfItsDaysAlone(Report report) throws IOException {
    // given
    String query = report.query(Days.parse(FIRST), Map.of());

    // when
    List<String> read = new ArrayList<>();
    try (Hive hive = cluster.hive()) {
      JsonNode plan = JSON.readTree(hive.rows("EXPLAIN DEPENDENCY " + query).get(0).get(0));
      plan.path("input_partitions").forEach(p -> read.add(p.path("partitionName").asText()));
    }

    // then, where the day has any rows at all
    if (!report.name().equals("refused_records")) {
      assertThat(read).isNotEmpty();
    }
    assertThat(read).allSatisfy(partition -> assertThat(partition).contains("dt=" + FIRST));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportAnswersWithTheColumnsThatItsHeaderNames(Report report) {
    try (Hive hive = cluster.hive()) {
      // when
      List<String> columns = hive.columns(report.query(Days.parse(FIRST), Map.of()));

      // then
      assertThat(String.join(", ", columns))
          .isEqualTo(report.columns().replaceAll(" \\([^)]*\\)", ""));
    }
  }

  @Test
  void aReportIsRunFromTheCommandLine() {
    // when
    Outcome csv =
        cluster
            .millrace()
            .run("report", "run", "session_behaviour", "--dt", FIRST, "--format", "csv")
            .requireSuccess();
    Outcome none =
        cluster
            .millrace()
            .run("report", "run", "page_share", "--dt", FIRST, "--set", "page=/it's")
            .requireSuccess();

    // then
    assertThat(csv.lines()).hasSize(1 + 3);
    assertThat(csv.lines().get(0)).startsWith("dt,site,sessions,users,bounce_rate,");
    assertThat(csv.lines().get(1)).startsWith(FIRST + ",copper-kitchen.example,");
    assertThat(none.err()).contains("No rows.");
  }

  private List<List<String>> hive(String query) {
    try (Hive hive = cluster.hive()) {
      return hive.rows(query);
    }
  }

  private Answer duckDb(String name) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(sql("marts/" + RECORDS));
      try (ResultSet rows = statement.executeQuery(sql(name))) {
        return Answer.of(rows);
      }
    }
  }

  private String sql(String name) {
    try {
      return Files.readString(SQL.resolve(name + ".sql")).replace("FOLDER", folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(String kind) throws IOException {
    try (Stream<Path> files = Files.list(SQL.resolve(kind))) {
      return files.map(file -> file.getFileName().toString().replace(".sql", "")).sorted().toList();
    }
  }

  /**
   * Rows in one order, with numbers to six digits behind the point: engines write them differently.
   */
  private record Answer(List<String> columns, List<List<String>> rows) {

    private static final int DIGITS = 6;

    static Answer of(ResultSet result) throws SQLException {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        columns.add(result.getMetaData().getColumnLabel(i));
      }
      return new Answer(columns, comparable(Hive.Texts.rows(result)));
    }

    static List<List<String>> comparable(List<List<String>> rows) {
      return rows.stream()
          .map(row -> row.stream().map(Answer::comparable).toList())
          .sorted(Comparator.comparing(row -> String.join("\u001f", row)))
          .toList();
    }

    private static String comparable(String value) {
      if (!value.matches("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?")) {
        return value;
      }
      return new BigDecimal(value)
          .setScale(DIGITS, RoundingMode.HALF_EVEN)
          .stripTrailingZeros()
          .toPlainString();
    }
  }
}
