package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A day that is computed while a session of it can go on, as the schedule does at midnight: it is
 * open until the next day's first hour is closed, and whole after the repair behind that.
 *
 * <p>An hour of which nothing has landed counts as closed once a later one of its feed is, so the
 * day is later than all that {@code activity} has by then. The repair that is to find nothing comes
 * between {@link RepairTest}, which leaves no late rows to repair, and {@link DailyWorkflowTest},
 * whose second demo leaves many.
 */
@Order(197)
@ExtendWith(SharedCluster.class)
class OpenDayTest {

  private static final String DAY = "2015-05-28";
  private static final String NEXT_DAY = "2015-05-29";
  private static final String NOTE = "/millrace/ops/open_sessions/dt=" + DAY;

  private final TestCluster cluster;

  OpenDayTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aSessionThatGoesOnBehindMidnightIsWholeAfterTheNextRepair() throws IOException {
    try (Hive hive = cluster.hive()) {
      // given
      land("before-midnight.log", view("28/May/2015:23:50:00", "/night/first"));

      // when
      workflow("daily", "--days", DAY);

      // then
      assertThat(sessions(hive)).containsExactly(List.of("/night/first", "1", "true", "open", "0"));
      assertThat(sessionFigures(hive)).containsExactly(List.of("1", "1", "1"));
      assertThat(paths(hive)).isEmpty();
      assertThat(cluster.hdfs().text(NOTE)).isEqualTo("OPEN");

      // when nothing has landed since
      String place = hive.location("dw.sessions", "dt = '" + DAY + "'");
      workflow("repair");

      // then
      assertThat(actionsOfLastRepair())
          .contains("plan", "settle")
          .doesNotContain("hours")
          .doesNotContain("days");
      assertThat(hive.location("dw.sessions", "dt = '" + DAY + "'")).isEqualTo(place);
      assertThat(cluster.hdfs().text(NOTE)).isEqualTo("OPEN");

      // when
      land(
          "behind-midnight.log",
          view("29/May/2015:00:10:00", "/night/second"),
          view("29/May/2015:00:25:00", "/night/third"));
      // as the schedule does: an hour that nobody curates would stop the boundary of activity_now
      workflow("hourly", "--hours", NEXT_DAY + "T00", "--set", "only=curate");
      workflow("repair");

      // then
      assertThat(sessions(hive))
          .containsExactly(
              List.of("/night/first > /night/second > /night/third", "3", "false", "gap", "2100"));
      assertThat(sessionFigures(hive)).containsExactly(List.of("1", "0", "3"));
      assertThat(paths(hive))
          .containsExactly(
              List.of("2", "1", "/night/first > /night/second", "1"),
              List.of("2", "2", "/night/second > /night/third", "1"),
              List.of("3", "1", "/night/first > /night/second > /night/third", "1"));
      assertThat(cluster.hdfs().exists(NOTE)).isFalse();

      // and it is told what changed and why
      String batches = batchesOfTheNextDay(hive);
      assertThat(
              hive.rows(
                  """
                  SELECT table_name, rows_before, rows_after, size(batches), batches[0]
                  FROM ops.restatements
                  WHERE `partition` = '%s' AND table_name IN ('dw.sessions', 'mart.session_daily')
                  ORDER BY table_name
                  """
                      .formatted(DAY)))
          .containsExactly(
              List.of("dw.sessions", "1", "1", "1", batches),
              List.of("mart.session_daily", "1", "1", "1", batches));
    }
  }

  private void land(String name, String... lines) throws IOException {
    Path file = Checkout.target().resolve(name);
    Files.write(file, List.of(lines), UTF_8);
    cluster
        .millrace()
        .run("replay", file.toString(), "--feed", "activity", "--wait")
        .requireSuccess();
  }

  private void workflow(String name, String... options) {
    String[] arguments = Arrays.copyOf(new String[] {"workflow", "run", name}, 3 + options.length);
    System.arraycopy(options, 0, arguments, 3, options.length);
    cluster.millrace().run(arguments).requireSuccess();
  }

  private List<String> actionsOfLastRepair() {
    Oozie.Workflow repair =
        cluster.oozie().workflows().stream()
            .filter(workflow -> workflow.name().equals("repair"))
            .findFirst()
            .orElseThrow();
    return cluster.oozie().actions(repair.id()).stream().map(Oozie.Action::name).toList();
  }

  private static List<List<String>> sessions(Hive hive) {
    return hive.rows(
        """
        SELECT concat_ws(' > ', path), pages, is_open, end_reason, duration_seconds
        FROM dw.sessions WHERE dt = '%s'
        """
            .formatted(DAY));
  }

  private static List<List<String>> sessionFigures(Hive hive) {
    return hive.rows(
        "SELECT sessions, open_sessions, page_views FROM mart.session_daily WHERE dt = '%s'"
            .formatted(DAY));
  }

  private static List<List<String>> paths(Hive hive) {
    return hive.rows(
        """
        SELECT steps, path_rank, path, sessions FROM mart.path_daily
        WHERE dt = '%s' ORDER BY steps, path_rank
        """
            .formatted(DAY));
  }

  /** The batches behind the day's last one, up to that of the next day, as restatements have it. */
  private static String batchesOfTheNextDay(Hive hive) {
    List<String> numbers =
        hive.rows(
                """
                SELECT max(IF(h.dt = '%1$s', c.seq, NULL)) + 1, max(IF(h.dt = '%2$s', c.seq, NULL))
                FROM ops.landing_commits c
                LATERAL VIEW inline(c.hours) h AS run, dt, hour, landed_rows, is_late
                WHERE c.feed = 'activity' AND c.kind = 'batch' AND h.dt IN ('%1$s', '%2$s')
                """
                    .formatted(DAY, NEXT_DAY))
            .get(0);
    return "activity %s..%s".formatted(numbers.get(0), numbers.get(1));
  }

  /** A line of an access log, of one visitor who is not in the bundled one. */
  private static String view(String time, String page) {
    return "10.9.8.7 - - [%s +0000] \"GET %s HTTP/1.1\" 200 100 \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:24.0) Gecko/20140205 Firefox/24.0\""
        .formatted(time, page);
  }
}
