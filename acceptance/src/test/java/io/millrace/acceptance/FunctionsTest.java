package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** HiveQL calls the model's own functions. */
@Order(120)
@ExtendWith(SharedCluster.class)
class FunctionsTest {

  private final TestCluster cluster;

  FunctionsTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  @Order(1)
  void beelineKnowsThePageSectionAndTheUserAgentClass() {
    // when
    List<String> rows =
        cluster
            .millrace()
            .beeline(
                """
                SELECT dw.page_section('/blog/2012/04?utm=x'), dw.page_section('/favicon.ico'),
                       dw.page_section('/'), dw.page_section(NULL) IS NULL
                """,
                """
                SELECT dw.user_agent_class('Mozilla/5.0 (compatible; Googlebot/2.1)'),
                       dw.user_agent_class('Mozilla/5.0 (X11; Linux) Gecko Firefox/27.0'),
                       dw.user_agent_class('curl/7.88.1'), dw.user_agent_class('-')
                """);

    // then
    assertThat(rows).containsExactly("blog,/,/,true", "bot,firefox,tool,none");
  }

  @Test
  @Order(2)
  void theyAgreeWithWhatCurationWroteForEveryRow() {
    try (Hive hive = cluster.hive()) {
      // when
      long differing =
          hive.number(
              """
              SELECT count(*) FROM dw.activity
              WHERE NOT (page_section <=> dw.page_section(page))
                 OR NOT (user_agent_class <=> dw.user_agent_class(user_agent))
                 OR NOT (device <=> dw.device_class(user_agent))
              """);

      // then
      assertThat(differing).isZero();
    }
  }

  @Test
  @Order(3)
  void pathsByHiveQlAreThoseOfTheMart() {
    try (Hive hive = cluster.hive()) {
      // when
      List<String> paths =
          hive.rows(
                  """
                  SELECT count(*), count(IF(made.times = m.times, 1, NULL))
                  FROM mart.path_daily m
                  LEFT JOIN (
                    SELECT part, count(*) AS times
                    FROM dw.sessions LATERAL VIEW explode(dw.path_parts(path, 3)) parts AS part
                    WHERE dt = '2015-05-18'
                    GROUP BY part
                  ) made ON made.part = m.path
                  WHERE m.dt = '2015-05-18' AND m.steps = 3
                  """)
              .get(0);

      // then
      assertThat(paths).containsExactly("100", "100");
      assertThat(hive.rows("SELECT round(dw.great_circle_km(0, 0, 0, 90), 3)").get(0))
          .containsExactly("10007.557");
    }
  }
}
