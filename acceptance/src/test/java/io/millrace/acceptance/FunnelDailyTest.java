package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Funnels and paths over generated visits are what the generator's own file says. */
@Order(640)
@ExtendWith(SharedCluster.class)
class FunnelDailyTest {

  private static final List<String> DAYS = List.of("2024-05-06", "2024-05-07");
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final String[] GENERATE = {
    "generate", "activity", "--start", "2024-05-06T10:00:00Z", "--duration", "PT32H", "--count",
    "24000", "--seed", "7"
  };

  private final TestCluster cluster;

  FunnelDailyTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void funnelsAndTransitionsAreThoseOfTheGeneratorsFile() throws IOException {
    // given the same records on the topic and in a file
    Path file = Checkout.target().resolve("visits.ndjson");
    Files.deleteIfExists(file);
    Files.deleteIfExists(Path.of(file + ".inventory.json"));
    generate("--output", file.toString());
    generate();
    GeneratedVisits visits = GeneratedVisits.read(file);

    try (Hive hive = cluster.hive()) {
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> hive.number(landed()) == visits.records());

      // when the days are run one after the other, the later one first
      workflow(DAYS.get(1));
      workflow(DAYS.get(0));

      // then
      List<String> purchases = visits.purchases();
      assertThat(purchases).as("there is something to compare").hasSizeGreaterThan(60);
      assertThat(
              rows(
                  hive,
                  """
                  SELECT dt, site, segment, segment_value, step, entered, converted, dropped,
                    IF(median_seconds IS NULL, NULL, printf('%.6f', median_seconds))
                  FROM mart.funnel_daily
                  WHERE dt IN ('2024-05-06', '2024-05-07') AND funnel = 'purchase'
                    AND segment IN ('all', 'country')
                  """))
          .containsExactlyInAnyOrderElementsOf(purchases);
      assertThat(
              rows(
                  hive,
                  """
                  SELECT dt, site, page, other_page, transitions
                  FROM mart.navigation_daily
                  WHERE dt IN ('2024-05-06', '2024-05-07') AND direction = 'next'
                    AND page = '/checkout'
                  """))
          .containsExactlyInAnyOrderElementsOf(visits.waysFrom("/checkout"));
      assertThat(
              rows(
                  hive,
                  """
                  SELECT dt, site, count(*)
                  FROM dw.users
                  WHERE dt IN ('2024-05-06', '2024-05-07')
                  GROUP BY dt, site
                  """))
          .containsExactlyInAnyOrderElementsOf(visits.newVisitors());
    }
  }

  private static String landed() {
    return "SELECT count(*) FROM raw.activity WHERE dt IN ('%s', '%s')"
        .formatted(DAYS.get(0), DAYS.get(1));
  }

  private void generate(String... more) {
    cluster
        .millrace()
        .run(Stream.concat(Stream.of(GENERATE), Stream.of(more)).toArray(String[]::new))
        .requireSuccess();
  }

  private void workflow(String days) {
    cluster.millrace().run("workflow", "run", "daily", "--days", days).requireSuccess();
  }

  private static List<String> rows(Hive hive, String query) {
    List<String> rows = new ArrayList<>();
    hive.rows(query).forEach(row -> rows.add(String.join("|", row)));
    return rows;
  }
}
