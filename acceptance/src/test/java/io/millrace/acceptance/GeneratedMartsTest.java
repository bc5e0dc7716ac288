package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables of generated records, some of them late and some of them twice, are what DuckDB makes of
 * the generator's own files by what docs/tables.md says, though a backfill that was killed and run
 * again computed them day by day. Reports read their days and nothing else.
 */
@Order(250)
@ExtendWith(SharedCluster.class)
class GeneratedMartsTest {

  private static final String FIRST = GeneratedDays.FIRST;
  private static final String SECOND = GeneratedDays.SECOND;
  private static final String DAYS = GeneratedDays.days();
  private static final String DAYS_AND_WEEKS = "'2025-12-29'," + DAYS;
  private static final Path SQL = Checkout.root().resolve("acceptance/src/test/resources");
  private static final String RECORDS = "records";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestCluster cluster;
  private final Path folder;

  GeneratedMartsTest(TestCluster cluster, GeneratedDays days) {
    this.cluster = cluster;
    this.folder = days.folder();
  }

  static List<String> tables() throws IOException {
    List<String> tables = new ArrayList<>();
    names("mart").forEach(name -> tables.add("mart." + name));
    names("dw").forEach(name -> tables.add("dw." + name));
    return tables;
  }

  static List<String> reportsWithExpectation() throws IOException {
    return names("reports");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableIsWhatDuckDbMakesOfTheGeneratorsFiles(String table) throws SQLException {
    // given
    Answer expected = duckDb(table.replace('.', '/'));

    // when; a week's retention has rows for the cohorts of all sites, also of those nobody visited
    String columns = String.join(", ", expected.columns());
    String sites = table.equals("mart.retention") ? " AND site LIKE '%.example'" : "";
    List<List<String>> rows =
        answer(
                "SELECT %s FROM %s WHERE dt IN (%s)%s"
                    .formatted(columns, table, DAYS_AND_WEEKS, sites))
            .rows();

    // then
    assertThat(expected.rows()).isNotEmpty();
    assertThat(Answer.comparable(rows)).isEqualTo(expected.rows());
  }

  @ParameterizedTest
  @MethodSource("reportsWithExpectation")
  void aReportAnswersWhatDuckDbAnswersFromTheGeneratorsFiles(String name) throws Exception {
    // given
    Answer expected = duckDb("reports/" + name);
    Report report = new Reports(new io.millrace.cli.Checkout(Checkout.root())).require(name);

    // when
    Hive.Answer answer = answer(report.query(Days.parse(FIRST + ".." + SECOND), Map.of()));

    // then
    assertThat(expected.rows()).isNotEmpty();
    assertThat(Answer.comparable(answer.rows())).isEqualTo(expected.rows());
    assertThat(String.join(", ", answer.columns())).isEqualTo(columnsOfHeader(report));
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

  static List<Report> reportsWithoutExpectation() throws IOException {
    List<String> expected = reportsWithExpectation();
    return reports().stream().filter(report -> !expected.contains(report.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("reportsWithoutExpectation")
  void aReportAnswersWithTheColumnsThatItsHeaderNames(Report report) {
    // when
    Hive.Answer answer = answer(report.query(Days.parse(FIRST), Map.of()));

    // then
    assertThat(String.join(", ", answer.columns())).isEqualTo(columnsOfHeader(report));
  }

  private static String columnsOfHeader(Report report) {
    return report.columns().replaceAll(" \\([^)]*\\)", "");
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

  private Hive.Answer answer(String query) {
    try (Hive hive = cluster.hive()) {
      return hive.answer(query);
    }
  }

  private Answer duckDb(String name) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(sql(RECORDS));
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
