package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Days that are kept no longer go from what readers see, whether a table is by day or by hour, and
 * those that a hold names stay.
 */
@Order(260)
@ExtendWith(SharedCluster.class)
class RetentionTest {

  private static final Path RULES = Checkout.root().resolve("conf/retention.yaml");
  private static final Path HOLDS = Checkout.root().resolve("conf/legal-hold.yaml");

  private final TestCluster cluster;
  private String rules;
  private String holds;

  /** Days of 2015, 2010 and 2026 are there: all of them older than a month. */
  RetentionTest(TestCluster cluster, GeneratedDays days) {
    this.cluster = cluster;
  }

  @BeforeEach
  void keepFiles() throws IOException {
    rules = Files.readString(RULES);
    holds = Files.readString(HOLDS);
  }

  @AfterEach
  void restoreFiles() throws IOException {
    Files.writeString(RULES, rules);
    Files.writeString(HOLDS, holds);
  }

  @Test
  void daysThatAreKeptNoLongerGoButNotThoseThatAreHeld() throws IOException {
    try (Hive hive = cluster.hive()) {
      // given
      Files.writeString(
          RULES, "tables:\n  mart.heatmap_daily: P31D\n  mart.performance_hourly: P31D\n");
      Files.writeString(
          HOLDS,
          "holds:\n  - {tables: [mart.heatmp_daily, mart.performance_hourly], from: %s, reason: a case}\n"
              .formatted(GeneratedDays.LAST));
      Snapshot before = Snapshot.of(hive);

      // when a hold names what there is none of
      Outcome misspelt = cluster.millrace().run("workflow", "run", "retention");

      // then
      assertThat(misspelt.exitCode()).isEqualTo(1);
      assertThat(misspelt.out() + misspelt.err()).contains("mart.heatmp_daily");

      // when
      Files.writeString(HOLDS, Files.readString(HOLDS).replace("heatmp", "heatmap"));
      Outcome plan = cluster.millrace().run("retention", "plan").requireSuccess();
      assertThat(Snapshot.of(hive)).isEqualTo(before);
      cluster.millrace().run("workflow", "run", "retention").requireSuccess();

      // then
      assertThat(plan.out()).contains("mart.heatmap_daily", "2010-12-01", "a case");
      assertThat(hive.rows("SELECT DISTINCT dt FROM mart.heatmap_daily"))
          .containsExactly(List.of(GeneratedDays.LAST));
      assertThat(hive.rows("SELECT DISTINCT dt FROM mart.performance_hourly"))
          .containsExactly(List.of(GeneratedDays.LAST));
      assertThat(others(Snapshot.of(hive))).isEqualTo(others(before));
      assertThat(
              hive.rows(
                  """
                  SELECT partition_name, what, rule FROM ops.retention
                  WHERE partition_name IN ('dt=2015-05-17', 'dt=2015-05-17/hour=10', 'dt=%s', 'dt=%s/hour=10')
                  ORDER BY partition_name
                  """
                      .formatted(GeneratedDays.LAST, GeneratedDays.LAST)))
          .hasSize(4);
    }
  }

  private static Map<String, Snapshot.Contents> others(Snapshot snapshot) {
    Map<String, Snapshot.Contents> others = new TreeMap<>(snapshot.tables());
    others.keySet().removeAll(List.of("mart.heatmap_daily", "mart.performance_hourly"));
    return others;
  }
}
