package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a batch run writes depends on the records alone, not on how often or in which pieces. */
@Order(200)
@ExtendWith(SharedCluster.class)
class DailyWorkflowTest {

  private static final String LOG_DAYS = "2015-05-17..2015-05-20";

  private final TestCluster cluster;

  DailyWorkflowTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  @Order(1)
  void runningADayAgainChangesNothing() {
    try (Hive hive = cluster.hive()) {
      // given
      Snapshot before = Snapshot.of(hive);

      // when
      cluster.millrace().run("workflow", "run", "daily", "--days", "2015-05-18").requireSuccess();

      // then
      assertThat(Snapshot.of(hive)).isEqualTo(before);
    }
  }

  @Test
  @Order(2)
  void runningHoursAgainMakesThemAnewAndChangesNothing() {
    try (Hive hive = cluster.hive()) {
      // given
      Snapshot before = Snapshot.of(hive);
      String old = location(hive, "10");
      String other = location(hive, "13");

      // when
      cluster
          .millrace()
          .run("workflow", "run", "hourly", "--hours", "2015-05-18T10..2015-05-18T12")
          .requireSuccess();

      // then
      assertThat(Snapshot.of(hive)).isEqualTo(before);
      assertThat(location(hive, "10")).contains("/dt=2015-05-18/hour=10/").isNotEqualTo(old);
      assertThat(location(hive, "13")).isEqualTo(other);
    }
  }

  @Test
  @Order(3)
  void sessionsOfALongGapAndNoGreatestDurationCrossMidnight() {
    // when
    runWith("PT2H", "none");

    // then
    assertThat(sessions()).isEqualTo(new Sessions(2308, 27, 298_843, 0));
  }

  @Test
  @Order(4)
  void theGreatestDurationCutsSessionsAndSaysSo() {
    // when
    runWith("PT2H", "PT24H");

    // then
    Sessions sessions = sessions();
    assertThat(sessions.count()).isEqualTo(2316);
    assertThat(sessions.longestSeconds()).isLessThanOrEqualTo(24 * 3600);
    assertThat(sessions.cut()).isEqualTo(2316 - 2308);
  }

  @Test
  @Order(5)
  void theDemoAgainBringsTheDefaultSessionsBackAndDoublesNothingThatIsCurated() {
    try (Hive hive = cluster.hive()) {
      // given the first demo's tables, of which other settings have changed sessions since
      Snapshot first = cluster.demo().curated();

      // when
      Outcome demo = cluster.millrace().run("demo").requireSuccess();

      // then
      demo.requireNoStackTrace();
      assertThat(hive.number("SELECT count(*) FROM raw.activity")).isEqualTo(20_000);
      assertThat(hive.number("SELECT count(*) FROM dw.activity")).isEqualTo(10_000);
      assertThat(hive.number("SELECT count(*) FROM dw.sessions")).isEqualTo(3052);
      assertThat(Snapshot.of(hive)).isEqualTo(first);
    }
  }

  private static String location(Hive hive, String hour) {
    return hive.location("dw.activity", "dt = '2015-05-18', hour = '%s'".formatted(hour));
  }

  /** The sessions of the access log under some setting. */
  private record Sessions(long count, long acrossMidnight, long longestSeconds, long cut) {}

  private void runWith(String gap, String greatest) {
    cluster
        .millrace()
        .run(
            "workflow",
            "run",
            "daily",
            "--days",
            LOG_DAYS,
            "--set",
            "session_gap=" + gap,
            "--set",
            "session_max=" + greatest)
        .requireSuccess();
  }

  private Sessions sessions() {
    try (Hive hive = cluster.hive()) {
      return hive
          .rows(
              """
              SELECT count(*),
                     sum(IF(to_date(session_start) <> to_date(session_end), 1, 0)),
                     max(duration_seconds),
                     sum(IF(end_reason = 'max_duration', 1, 0))
              FROM dw.sessions
              """)
          .stream()
          .map(
              row ->
                  new Sessions(
                      Long.parseLong(row.get(0)),
                      Long.parseLong(row.get(1)),
                      Long.parseLong(row.get(2)),
                      Long.parseLong(row.get(3))))
          .findFirst()
          .orElseThrow();
    }
  }
}
