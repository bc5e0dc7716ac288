package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.Yarn.Application;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One command on an empty state folder brings real records all the way to a report. */
@Order(100)
@ExtendWith(SharedCluster.class)
class DemoTest {

  private static final List<String> ORDER_DAYS = List.of("2010-12-01", "2010-12-02", "2010-12-03");
  private static final List<String> LOG_DAYS =
      List.of("2015-05-17", "2015-05-18", "2015-05-19", "2015-05-20");

  private final TestCluster cluster;

  DemoTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  @Order(1)
  void theDemoSucceeds() {
    // given an empty state folder

    // when
    Outcome demo = cluster.demo().outcome();

    // then
    demo.requireSuccess();
    demo.requireNoStackTrace();
  }

  @Test
  @Order(2)
  void beelineCountsEveryLineOfTheAccessLogAndEveryClient() {
    // when
    List<String> rows =
        cluster
            .millrace()
            .beeline(
                "SELECT count(*), count(DISTINCT user_id) FROM raw.activity",
                "SELECT count(*) FROM dw.sessions",
                "SELECT dt, count(*), count(DISTINCT invoice_id) FROM raw.orders GROUP BY dt ORDER BY dt");

    // then
    assertThat(rows)
        .containsExactly(
            "10000,1753",
            "3052",
            "2010-12-01,3108,143",
            "2010-12-02,2109,167",
            "2010-12-03,2202,108");
  }

  @Test
  @Order(3)
  void revenueOfEachDayIsThatOfTheFilesToTheCent() {
    for (String day : ORDER_DAYS) {
      // given
      OrderFile file = OrderFile.of(day);
      String revenue = Hive.Texts.of(file.revenue());

      // when
      List<List<String>> curated;
      List<List<String>> mart;
      try (Hive hive = cluster.hive()) {
        curated =
            hive.rows(
                "SELECT count(*), count(DISTINCT order_id), sum(revenue), sum(quantity * unit_price)"
                    + " FROM dw.orders WHERE dt = '%s'".formatted(day));
        mart =
            hive.rows(
                "SELECT sum(order_lines), sum(orders) + sum(cancellations), sum(revenue)"
                    + " FROM mart.revenue_daily WHERE dt = '%s'".formatted(day));
      }

      // then
      String lines = Integer.toString(file.orderLines());
      String invoices = Long.toString(file.invoices());
      assertThat(curated).containsExactly(List.of(lines, invoices, revenue, revenue));
      assertThat(mart).containsExactly(List.of(lines, invoices, revenue));
      assertThat(new BigDecimal(revenue)).isPositive();
    }
  }

  @Test
  @Order(4)
  void everyDayHasAPageAndTablesThatWebHdfsServes() {
    for (String day : Stream.concat(ORDER_DAYS.stream(), LOG_DAYS.stream()).toList()) {
      // when
      String folder = "/millrace/reports/dt=" + day;
      List<String> files = cluster.hdfs().files(folder).stream().map(WebHdfs.Entry::name).toList();
      HttpResponse<byte[]> page = cluster.hdfs().open(folder + "/index.html");
      String html = new String(page.body(), StandardCharsets.UTF_8);

      // then
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(html).startsWithIgnoringCase("<!doctype html>").contains(day, "<svg", "</html>");
      assertThat(html).as("needs nothing from elsewhere").doesNotContain("src=\"http", "@import");
      assertThat(files)
          .contains(ORDER_DAYS.contains(day) ? "revenue.csv" : "pages.csv")
          .allMatch(name -> name.equals("index.html") || name.endsWith(".csv"));
    }
  }

  @Test
  @Order(5)
  void theReportsRevenueIsTheMartsRevenue() {
    // given
    String day = ORDER_DAYS.get(0);

    // when
    List<String> lines =
        cluster.hdfs().text("/millrace/reports/dt=" + day + "/revenue.csv").lines().toList();

    // then
    List<String> header = List.of(lines.get(0).split(",", -1));
    int revenue = header.indexOf("revenue");
    assertThat(revenue).as(header.toString()).isNotNegative();
    BigDecimal sum =
        lines.stream()
            .skip(1)
            .map(line -> new BigDecimal(line.split(",", -1)[revenue]))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo(OrderFile.of(day).revenue());
  }

  @Test
  @Order(6)
  void theAuditAccountsForEveryRecord() {
    // when
    Outcome audit = cluster.millrace().run("audit");

    // then
    audit.requireSuccess();
    assertThat(audit.out()).contains("Every record is accounted for").doesNotContain("DIFFERS");
  }

  @Test
  @Order(6)
  void whatWasWrittenWasCheckedAndNothingWasHeldBack() {
    try (Hive hive = cluster.hive()) {
      // when
      List<String> checked =
          hive
              .rows(
                  "SELECT DISTINCT table_name FROM ops.quality WHERE severity = 'blocking' AND status = 'passed'")
              .stream()
              .map(row -> row.get(0))
              .toList();

      // then
      assertThat(checked)
          .contains(
              "dw.activity", "dw.orders", "dw.sessions", "mart.page_daily", "mart.revenue_daily");
      assertThat(
              hive.number(
                  "SELECT count(*) FROM ops.quality WHERE severity = 'blocking' AND status = 'failed'"))
          .isZero();
    }
  }

  @Test
  @Order(7)
  void meanwhileYarnRanTheStreamingApplicationInItsQueueWithAnExecutor() {
    // when
    List<Application> seen = cluster.demo().seen("millrace-streaming");

    // then
    assertThat(seen)
        .anySatisfy(
            application -> {
              assertThat(application.state()).isEqualTo("RUNNING");
              assertThat(application.queue()).isEqualTo("streaming");
              assertThat(application.containers()).isGreaterThanOrEqualTo(2);
            });
    assertThat(cluster.demo().programs())
        .as("in cluster mode the driver runs in YARN's container")
        .anyMatch(
            program ->
                program.program().equals("org.apache.spark.deploy.yarn.ApplicationMaster")
                    && program.names("io.millrace.streaming.LandingApp"))
        .anyMatch(program -> program.names("YarnCoarseGrainedExecutorBackend"));
  }

  @Test
  @Order(8)
  void theWorkflowsApplicationsRanInBatchAndItsLaunchersInLaunchers() {
    // given
    Map<String, String> queues =
        cluster.demo().applications().stream()
            .collect(Collectors.toMap(Application::id, Application::queue, (a, b) -> a));
    Oozie oozie = cluster.oozie();
    Oozie.Workflow workflow = oozie.workflows().get(oozie.workflows().size() - 1);

    // when
    List<Oozie.Action> actions = oozie.actions(workflow.id());

    // then
    assertThat(workflow.status()).isEqualTo("SUCCEEDED");
    List<Oozie.Action> onYarn = actions.stream().filter(a -> !a.launcher().isEmpty()).toList();
    assertThat(onYarn).extracting(Oozie.Action::name).contains("curate", "activity", "publish");
    assertThat(onYarn)
        .allSatisfy(action -> assertThat(queues).containsEntry(action.launcher(), "launchers"));
    Oozie.Action curate =
        onYarn.stream().filter(action -> action.name().equals("curate")).findFirst().orElseThrow();
    assertThat(curate.children())
        .hasSize(1)
        .allSatisfy(child -> assertThat(queues).containsEntry(child, "batch"));
  }
}
