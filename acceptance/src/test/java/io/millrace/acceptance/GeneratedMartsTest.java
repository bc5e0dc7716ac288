package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.acceptance.ExpectedReport.Records;
import io.millrace.cli.report.Report;
import io.millrace.cli.tables.HiveScript;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.publish.Marts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables of generated records, some of them late, some of them twice and broken ones beside them,
 * are what DuckDB makes of the generator's own files and inventories by what docs/tables.md says,
 * though a backfill that was killed and run again computed them day by day. So is what reports
 * answer; they read their days and nothing else.
 */
@Order(250)
@ExtendWith(SharedCluster.class)
class GeneratedMartsTest {

  private static final String FIRST = GeneratedDays.FIRST;
  private static final String DAYS = GeneratedDays.days();
  private static final String DAYS_AND_WEEKS = "'2025-12-29'," + DAYS;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stands before a query, or behind the one that several marts are made from. */
  private static final Pattern INSERT =
      Pattern.compile("INSERT OVERWRITE TABLE \\S+ PARTITION \\([^)]*\\)");

  private final TestCluster cluster;
  private final GeneratedDays days;

  GeneratedMartsTest(TestCluster cluster, GeneratedDays days) {
    this.cluster = cluster;
    this.days = days;
  }

  static List<ExpectedTable> tables() throws IOException {
    return ExpectedTable.ofRecords();
  }

  static List<ExpectedReport> reportsOfGeneratedDaysAndSamples() throws IOException {
    List<ExpectedReport> reports = new ArrayList<>(ExpectedReport.of(Records.GENERATED));
    reports.addAll(ExpectedReport.of(Records.SAMPLES));
    return reports;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableIsWhatDuckDbMakesOfTheGeneratorsFiles(ExpectedTable table) throws SQLException {
    // a week's retention has rows for the cohorts of all sites, also of those nobody visited
    String sites = table.name().equals("mart.retention") ? " AND site LIKE '%.example'" : "";
    try (Hive hive = cluster.hive();
        DuckDb duckDb = DuckDb.of(days.folder())) {
      table.requireHeld(hive, duckDb, "dt IN (%s)%s".formatted(DAYS_AND_WEEKS, sites));
    }
  }

  @ParameterizedTest
  @MethodSource("reportsOfGeneratedDaysAndSamples")
  void aReportAnswersWhatDuckDbAnswersFromTheFiles(ExpectedReport report)
      throws IOException, SQLException {
    try (Hive hive = cluster.hive();
        DuckDb duckDb = DuckDb.of(days.folder())) {
      report.requireAnswered(hive, duckDb);
    }
  }

  @Test
  void whatWasRefusedIsWhatTheGeneratorsBroke() throws IOException, SQLException {
    // given; it came to Kafka before midnight or after
    DuckDb.Answer expected = duckDb("reports-of-arrivals/refused_records");
    Report report = ExpectedReport.reports().require("refused_records");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Days arrivals = Days.of(List.of(today.minusDays(1), today));

    // when
    Hive.Answer answer = answer(report.query(arrivals, Map.of()));
    Map<List<String>, Long> refused =
        answer.rows().stream()
            .filter(row -> feeds().contains(row.get(1)))
            .collect(
                Collectors.groupingBy(
                    row -> row.subList(1, row.size() - 1),
                    Collectors.summingLong(row -> Long.parseLong(row.get(row.size() - 1)))));

    // then
    assertThat(refused)
        .isNotEmpty()
        .isEqualTo(
            expected.rows().stream()
                .collect(
                    Collectors.toMap(
                        row -> row.subList(0, row.size() - 1),
                        row -> Long.parseLong(row.get(row.size() - 1)))));
    ExpectedReport.requireColumns(report, answer);
    try (Hive hive = cluster.hive()) {
      ExpectedReport.requireReadsOnly(arrivals, report, hive);
    }
  }

  @Test
  void theAuditFindsWhatTheGeneratorsPutOut() throws IOException {
    // when
    Outcome audit = cluster.millrace().run(GeneratedDays.audit(List.of("orders", "transactions")));

    // then
    audit.requireSuccess();
    JsonNode generated = JSON.readTree(audit.out()).path("generated");
    assertThat(generated).hasSize(2);
    assertThat(generated)
        .allSatisfy(
            feed -> {
              assertThat(feed.path("hours").asInt()).isPositive();
              assertThat(feed.path("landed")).isEqualTo(feed.path("delivered"));
              assertThat(feed.path("curated")).isEqualTo(feed.path("distinct"));
              assertThat(feed.path("hours_waiting").asInt()).isZero();
            });
  }

  static Set<String> feeds() {
    return GeneratedDays.feeds();
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void whatLandedIsInTheNowViewAtOnceAsCurationWritesItLater(String feed) {
    // when
    List<List<String>> curated = GeneratedDays.hours(cluster, "dw." + feed);

    // then, before the days were curated and after
    assertThat(curated).isNotEmpty();
    assertThat(days.landed().get(feed)).isEqualTo(curated);
    assertThat(GeneratedDays.hours(cluster, "dw.%s_now".formatted(feed))).isEqualTo(curated);
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void theNowViewsReadEachHourOfTheirDaysOnceAndNoOthers(String feed) throws IOException {
    for (String view : List.of(feed + "_now", feed + "_now_masked")) {
      // when
      List<String> read =
          partitionsOf("SELECT count(*) FROM dw.%s WHERE dt = '%s'".formatted(view, FIRST));

      // then
      assertThat(read).isNotEmpty();
      assertThat(read).allSatisfy(partition -> assertThat(partition).contains("@dt=" + FIRST));
      assertThat(read)
          .extracting(partition -> partition.substring(partition.indexOf("hour=")))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void theBoundaryOfTheNowViewHasPassedWhatIsCuratedAndNoHole(String feed) {
    // given
    List<String> landed = partitions("raw." + feed);
    List<String> curated = partitions("dw." + feed);
    String boundary =
        answer("SHOW TBLPROPERTIES dw.%s_now".formatted(feed)).rows().stream()
            .filter(property -> property.get(0).equals("millrace.boundary"))
            .map(property -> property.get(1))
            .findFirst()
            .orElseThrow();

    // when
    List<String> passed =
        landed.stream()
            .filter(hour -> hour.compareTo("dt=" + boundary.replace("T", "/hour=")) < 0)
            .toList();

    // then
    assertThat(curated).containsAll(passed);
    assertThat(passed.isEmpty()).isEqualTo(!curated.contains(landed.get(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "dw.activity_masked, visitor, ***",
    "dw.activity_now_masked, visitor, ***",
    "dw.sessions_masked, user_id, ***",
    "dw.account_days_masked, size(devices), 1",
    "dw.account_days_masked, devices[0], \\N"
  })
  void whoPeopleAreStandsInNoMaskedView(String view, String expression, String masked) {
    assertThat(
            answer("SELECT DISTINCT %s FROM %s WHERE dt = '%s'".formatted(expression, view, FIRST))
                .rows())
        .containsExactly(List.of(masked));
  }

  @Test
  void aMartOfHoursHasTheHoursThatAreCurated() {
    // when
    List<String> curated = hoursOfDays("dw.activity");

    // then
    assertThat(curated).isNotEmpty();
    assertThat(hoursOfDays("mart.performance_hourly")).isEqualTo(curated);
  }

  @Test
  void whoAsksForAnHourOfAMartReadsThatHourAlone() throws IOException {
    assertThat(
            partitionsOf(
                "SELECT sum(requests) FROM mart.performance_hourly WHERE dt = '%s' AND hour = '10'"
                    .formatted(FIRST)))
        .singleElement()
        .asString()
        .endsWith("@dt=%s/hour=10".formatted(FIRST));
  }

  @Test
  void theScriptOfHoursReadsThoseThatItsWorkflowNames() throws IOException {
    // given the condition that the workflow makes of T09..T10,T23
    String condition =
        "concat(dt, 'T', hour) BETWEEN '%1$sT09' AND '%1$sT10' OR concat(dt, 'T', hour) BETWEEN '%1$sT23' AND '%1$sT23'"
            .formatted(FIRST);

    // then
    assertThat(readBy("hours", "hours", condition))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .containsExactlyInAnyOrder(
            "dw@activity@dt=%s/hour=09".formatted(FIRST),
            "dw@activity@dt=%s/hour=10".formatted(FIRST),
            "dw@activity@dt=%s/hour=23".formatted(FIRST));
  }

  static List<String> scriptsOfDays() {
    return Marts.SCRIPTS.keySet().stream()
        .filter(script -> !Marts.HOURLY.containsAll(Marts.SCRIPTS.get(script)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scriptsOfDays")
  void aScriptOfDaysReadsItsDayAloneInEachStatement(String script) throws IOException {
    // given a day between two that have rows, too
    String day = GeneratedDays.ALL.get(1);

    // when
    List<List<String>> read = readBy(script, "days", "'%s'".formatted(day));

    // then; segments of the commit log are of many days
    assertThat(read).isNotEmpty();
    assertThat(read)
        .allSatisfy(
            partitions ->
                assertThat(partitions)
                    .filteredOn(partition -> !partition.startsWith("ops@landing_commits@"))
                    .isNotEmpty()
                    .allMatch(partition -> partition.matches(".*[@/]dt=%s(/.*)?".formatted(day))));
  }

  /** The partitions that each statement of a script of marts would read to fill them. */
  private List<List<String>> readBy(String script, String variable, String value)
      throws IOException {
    Path file = Checkout.root().resolve("hql/marts/%s.hql".formatted(script));
    List<List<String>> read = new ArrayList<>();
    for (String statement : HiveScript.read(file).statements()) {
      Matcher insert = INSERT.matcher(statement);
      if (insert.find()) {
        String query =
            insert.start() == 0
                ? statement.substring(insert.end())
                : "SELECT * " + statement.substring(0, insert.start());
        read.add(partitionsOf(query.replace("${" + variable + "}", value)));
      }
    }
    return read;
  }

  private List<String> hoursOfDays(String table) {
    return partitions(table).stream()
        .filter(hour -> GeneratedDays.ALL.stream().anyMatch(day -> hour.contains("dt=" + day)))
        .toList();
  }

  /** Those whose tables have rows of the days by now. */
  static List<Report> reports() throws IOException {
    Set<String> expected =
        reportsOfGeneratedDaysAndSamples().stream()
            .map(ExpectedReport::name)
            .collect(Collectors.toSet());
    return ExpectedReport.reports().all().stream()
        .filter(report -> expected.contains(report.name()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportReadsThePartitionsOfItsDaysAlone(Report report) throws IOException {
    try (Hive hive = cluster.hive()) {
      ExpectedReport.requireReadsOnly(Days.parse(FIRST), report, hive);
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

  private List<String> partitions(String table) {
    return answer("SHOW PARTITIONS " + table).rows().stream()
        .map(row -> row.get(0))
        .sorted()
        .toList();
  }

  private List<String> partitionsOf(String query) throws IOException {
    try (Hive hive = cluster.hive()) {
      return hive.partitionsOf(query);
    }
  }

  private Hive.Answer answer(String query) {
    try (Hive hive = cluster.hive()) {
      return hive.answer(query);
    }
  }

  private DuckDb.Answer duckDb(String name) throws SQLException {
    try (DuckDb duckDb = DuckDb.of(days.folder())) {
      return duckDb.answer(name);
    }
  }
}
