package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Rows that come after their hours were closed and curated: what they touch is computed again, with
 * all that depends on it, and nothing else, and it is told which published numbers changed. That
 * the tables are then those of a fresh run, {@link DailyWorkflowTest} finds out, which comes later.
 */
@Order(195)
@ExtendWith(SharedCluster.class)
class RepairTest {

  private static final List<String> HOURS =
      List.of("2015-05-17T10", "2015-05-17T23", "2015-05-18T00", "2015-05-18T12", "2015-05-19T08");
  private static final int ROWS_AN_HOUR = 3;
  private static final String PAGE = "/came/late";
  private static final String MARKERS = "/millrace/ops/reopened";

  private final TestCluster cluster;

  RepairTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void lateRowsOfFiveHoursAreRepairedWithWhatDependsOnThemAndNothingElse() throws IOException {
    try (Hive hive = cluster.hive()) {
      // given rows for closed hours of three days
      cluster
          .millrace()
          .run("replay", lateRows().toString(), "--feed", "activity", "--wait")
          .requireSuccess();
      assertThat(markersOf(HOURS)).hasSizeGreaterThanOrEqualTo(HOURS.size());
      Map<String, String> before = places(hive);

      // when
      cluster.millrace().run("workflow", "run", "repair").requireSuccess();

      // then
      assertThat(
              hive.rows(
                  """
                  SELECT concat(dt, 'T', hour), count(*) FROM dw.activity
                  WHERE dt BETWEEN '2015-05-17' AND '2015-05-20' AND page = '%s'
                  GROUP BY dt, hour ORDER BY 1
                  """
                      .formatted(PAGE)))
          .containsExactlyElementsOf(
              HOURS.stream().map(hour -> List.of(hour, "" + ROWS_AN_HOUR)).toList());
      assertThat(
              hive.rows(
                  """
                  SELECT concat(dt, 'T', hour), requests FROM mart.performance_hourly
                  WHERE dt BETWEEN '2015-05-17' AND '2015-05-20' AND page = '%s'
                  ORDER BY 1
                  """
                      .formatted(PAGE)))
          .containsExactlyElementsOf(
              HOURS.stream().map(hour -> List.of(hour, "" + ROWS_AN_HOUR)).toList());
      Map<String, String> after = places(hive);
      assertThat(after.keySet().stream().filter(h -> !after.get(h).equals(before.get(h))))
          .containsExactlyInAnyOrderElementsOf(HOURS);
      assertThat(markersOf(HOURS)).isEmpty();

      // and it is told what changed and why
      assertThat(
              hive.rows(
                  """
                  SELECT `partition`, rows_after - rows_before, size(batches) > 0
                  FROM ops.restatements WHERE table_name = 'dw.activity' AND rows_after <> rows_before
                  ORDER BY `partition`
                  """))
          .containsExactlyElementsOf(
              HOURS.stream().map(hour -> List.of(hour, "" + ROWS_AN_HOUR, "true")).toList());
      assertThat(
              hive.rows(
                  """
                  SELECT `partition`, rows_after - rows_before, size(batches) > 0
                  FROM ops.restatements WHERE table_name = 'mart.performance_hourly'
                  ORDER BY `partition`
                  """))
          .containsExactlyElementsOf(
              HOURS.stream().map(hour -> List.of(hour, "1", "true")).toList());
      assertThat(
              hive.rows(
                  """
                  SELECT DISTINCT `partition` FROM ops.restatements
                  WHERE table_name = 'mart.page_daily' AND size(batches) > 0
                  ORDER BY `partition`
                  """))
          .containsExactly(List.of("2015-05-17"), List.of("2015-05-18"), List.of("2015-05-19"));
    }
  }

  private List<String> markersOf(List<String> hours) {
    return cluster.hdfs().files(MARKERS).stream()
        .map(WebHdfs.Entry::path)
        .filter(
            path ->
                hours.stream()
                    .anyMatch(
                        hour ->
                            path.contains(
                                "activity/dt=%s/hour=%s/"
                                    .formatted(hour.substring(0, 10), hour.substring(11)))))
        .toList();
  }

  /** In which folder each curated hour lies. */
  private static Map<String, String> places(Hive hive) {
    return hive
        .rows(
            """
            SELECT concat(dt, 'T', hour), max(INPUT__FILE__NAME) FROM dw.activity
            WHERE dt BETWEEN '2015-05-17' AND '2015-05-20' GROUP BY dt, hour
            """)
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.get(0),
                row -> row.get(1).substring(0, row.get(1).lastIndexOf('/')),
                (one, other) -> one,
                TreeMap::new));
  }

  private static Path lateRows() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String hour : HOURS) {
      String time = "[%s/May/2015:%s:".formatted(hour.substring(8, 10), hour.substring(11));
      AccessLogLines.all()
          .filter(line -> line.contains(time))
          .map(line -> line.replaceFirst("\"[A-Z]+ [^ ]+ ", "\"GET " + PAGE + " "))
          .distinct()
          .limit(ROWS_AN_HOUR)
          .forEach(lines::add);
    }
    Path file = Checkout.target().resolve("late.log");
    Files.write(file, lines, UTF_8);
    return file;
  }
}
