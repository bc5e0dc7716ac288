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
              """);

      // then
      assertThat(differing).isZero();
    }
  }
}
