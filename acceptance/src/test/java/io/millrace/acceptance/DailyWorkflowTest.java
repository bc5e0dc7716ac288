package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a batch run writes depends on the records alone, not on how often or in which pieces: the
 * tables that it begins with, whether the demo made them or a repair after it, are those that it
 * ends with.
 */
@Order(200)
@ExtendWith(SharedCluster.class)
@TestInstance(Lifecycle.PER_CLASS)
class DailyWorkflowTest {

  /** The days of the bundled log, which are those that it computes. */
  private static final String ITS_DAYS = "dt BETWEEN '2015-05-17' AND '2015-05-20'";

  private final TestCluster cluster;
  private Snapshot first;
  private long landed;

  DailyWorkflowTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void lookAtWhatIsThere() {
    cluster.demo();
    try (Hive hive = cluster.hive()) {
      first = Snapshot.of(hive);
      landed = rows(hive, "raw.activity");
    }
  }

  @Test
  @Order(1)
  void otherSessionsAreARunOfCurationAlone() throws Exception {
    // given queries of hours that are swapped while one of them runs
    String rows = "FROM dw.activity WHERE dt = '2015-05-18' AND hour BETWEEN '10' AND '13'";
    String aggregates = "count(*), count(DISTINCT event_id), sum(unix_timestamp(event_time))";
    List<String> expected;
    try (Hive hive = cluster.hive()) {
      expected = hive.rows("SELECT %s %s".formatted(aggregates, rows)).get(0);
    }
    try (SlowReader reader =
        SlowReader.start(
            cluster, aggregates, rows, 250, answer -> assertThat(answer).isEqualTo(expected))) {

      // when
      cluster
          .millrace()
          .run(
              "workflow",
              "run",
              "daily",
              "--days",
              "2015-05-17..2015-05-20",
              "--set",
              "only=curate",
              "--set",
              "session_gap=PT2H",
              "--set",
              "session_max=PT24H")
          .requireSuccess();

      // then
      assertThat(reader.end()).as("queries whose files were replaced").isPositive();
    }
    // and as many are cut as last too long, of those that the log's end cannot have left open
    try (Hive hive = cluster.hive()) {
      assertThat(
              hive.rows(
                  """
                  SELECT count(*),
                         sum(IF(end_reason = 'max_duration' AND session_start < '2015-05-19 21:00:00', 1, 0)),
                         max(duration_seconds) <= 24 * 3600
                  FROM dw.sessions WHERE %s
                  """
                      .formatted(ITS_DAYS)))
          .containsExactly(List.of("2316", "8", "true"));
    }
  }

  @Test
  @Order(2)
  void runningHoursAgainMakesThemAnewAndChangesNothing() {
    try (Hive hive = cluster.hive()) {
      // given
      Snapshot before = Snapshot.of(hive);
      List<String> again = locations(hive, "10", "11", "14");
      List<String> others = locations(hive, "09", "12", "13", "15");

      // when the marts of an hour alone, and then earlier hours with it
      hourly("2015-05-18T14", "--set", "only=marts");
      Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      hourly("2015-05-18T10..2015-05-18T11,2015-05-18T14");

      // then
      assertThat(locations(hive, "10", "11", "14"))
          .extracting(location -> URI.create(location).getPath() + "/_as_of")
          .extracting(note -> Instant.parse(cluster.hdfs().text(note)))
          .allSatisfy(asOf -> assertThat(asOf).isBetween(began, Instant.now()));
      assertThat(Snapshot.of(hive)).isEqualTo(before);
      assertThat(locations(hive, "10", "11", "14"))
          .allSatisfy(location -> assertThat(location).contains("/dt=2015-05-18/hour=1"))
          .doesNotContainAnyElementsOf(again);
      assertThat(locations(hive, "09", "12", "13", "15")).isEqualTo(others);
      for (String hour : List.of("10", "11", "14", "15")) {
        String partition = "dt = '2015-05-18', hour = '" + hour + "'";
        assertThat(hive.parameter("mart.performance_hourly", partition, "totalSize"))
            .as("bytes that Hive counts at " + hour)
            .isEqualTo(Long.toString(bytes(hive, partition)));
        assertThat(hive.parameter("mart.performance_hourly", partition, "numRows"))
            .as("rows that Hive counts at " + hour)
            .isEqualTo(Long.toString(rowsOf(hive, "mart.performance_hourly", partition)));
      }
      assertThat(hive.parameter("mart.page_daily", "dt = '2015-05-18'", "numRows"))
          .isEqualTo(Long.toString(rowsOf(hive, "mart.page_daily", "dt = '2015-05-18'")));
      assertThat(
              hive.rows(
                  """
                  SELECT DISTINCT job FROM ops.job_runs
                  WHERE size(`partitions`) = 3 AND array_contains(`partitions`, '2015-05-18T14')
                  ORDER BY job
                  """))
          .containsExactly(List.of("curate"), List.of("publish"));
    }
  }

  @Test
  @Order(3)
  void whatNoRetryMendsIsTriedOnceAndToldByItsReason() {
    // given a duration that has the letters of one
    String gap = "session_gap=P1S";

    // when
    Outcome run =
        cluster.millrace().run("workflow", "run", "daily", "--days", "2015-05-18", "--set", gap);

    // then
    String reason = "--session-gap is 'P1S': not an ISO 8601 duration";
    assertThat(run.exitCode()).as(run.toString()).isNotZero();
    assertThat(run.out() + run.err()).contains(reason);
    Oozie.Workflow workflow = cluster.oozie().workflows().get(0);
    assertThat(workflow.name()).isEqualTo("daily");
    assertThat(cluster.oozie().actions(workflow.id()))
        .filteredOn(action -> action.name().equals("curate"))
        .singleElement()
        .satisfies(
            curate -> {
              assertThat(curate.retries()).isZero();
              assertThat(curate.children()).hasSize(1);
              assertThat(curate.error()).startsWith(reason);
            });
    assertThat(cluster.oozie().actions(workflow.id()))
        .filteredOn(action -> action.type().equals(":KILL:"))
        .singleElement()
        .satisfies(kill -> assertThat(kill.error()).contains(reason));
  }

  @Test
  @Order(4)
  void theDemoAgainBringsTheDefaultSessionsBackAndDoublesNothingThatIsCurated() {
    try (Hive hive = cluster.hive()) {
      // given tables of which other settings have changed sessions since

      // when
      Outcome demo = cluster.millrace().run("demo").requireSuccess();

      // then
      demo.requireNoStackTrace();
      assertThat(rows(hive, "raw.activity")).isEqualTo(landed + 10_000);
      assertThat(rows(hive, "dw.activity")).isEqualTo(landed);
      assertThat(rows(hive, "dw.sessions")).isEqualTo(3052);
      assertThat(Snapshot.of(hive).withoutDeliveries()).isEqualTo(first.withoutDeliveries());
    }
  }

  private void hourly(String hours, String... more) {
    cluster
        .millrace()
        .run(
            Stream.concat(Stream.of("workflow", "run", "hourly", "--hours", hours), Stream.of(more))
                .toArray(String[]::new))
        .requireSuccess();
  }

  private long bytes(Hive hive, String partition) {
    String folder = URI.create(hive.location("mart.performance_hourly", partition)).getPath();
    return cluster.hdfs().files(folder).stream()
        .filter(file -> !file.name().startsWith("_"))
        .mapToLong(WebHdfs.Entry::length)
        .sum();
  }

  /** As a scan counts them. */
  private static long rowsOf(Hive hive, String table, String partition) {
    return hive.number(
        "SELECT sum(1) FROM %s WHERE %s".formatted(table, partition.replace(", ", " AND ")));
  }

  /** How many rows of its days a table has. */
  private static long rows(Hive hive, String table) {
    return hive.number("SELECT count(*) FROM %s WHERE %s".formatted(table, ITS_DAYS));
  }

  /** Where hours of the day lie, curated and in a mart. */
  private static List<String> locations(Hive hive, String... hours) {
    return Stream.of(hours)
        .map("dt = '2015-05-18', hour = '%s'"::formatted)
        .flatMap(
            hour ->
                Stream.of("dw.activity", "mart.performance_hourly")
                    .map(table -> hive.location(table, hour)))
        .toList();
  }
}
