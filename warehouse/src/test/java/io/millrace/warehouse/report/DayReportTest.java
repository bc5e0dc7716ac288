package io.millrace.warehouse.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.hive.ResultTable;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DayReportTest {

  private static final LocalDate DAY = LocalDate.parse("2015-05-17");
  private static final String HOSTILE = "/<script>alert('x')</script>\"&\u202Egnp.exe";

  @Test
  void anActivityDayShowsPagesSectionsTrafficSessionsAndErrors() {
    String page = DayReport.files(activity("/projects/")).get("index.html");

    assertThat(page)
        .contains("Sunday, 17 May 2015")
        .contains("<b>3</b><span>page views</span>")
        .contains("<b>20 %</b><span>error rate, 1 of 5 events</span>")
        .contains("<em>/projects/</em>")
        .contains("<em>projects</em>")
        .contains("<td>Sessions</td><td>2</td>")
        .contains("no orders landed for this day")
        .doesNotContain("<h2>Orders</h2>");
  }

  @Test
  void anOrdersDayShowsRevenueByCountryOrdersAndCancellations() {
    String page = DayReport.files(orders()).get("index.html");

    assertThat(page)
        .contains("<b>58,635.56</b><span>revenue</span>")
        .contains("<b>137</b><span>orders</span>")
        .contains("cancellations, −325.23")
        .contains("<em>United Kingdom</em>")
        .contains("no activity landed for this day")
        .doesNotContain("<h2>Activity</h2>");
  }

  @Test
  void aDayWithoutAnythingSaysSo() {
    Map<String, String> files = DayReport.files(figures(none(), none(), none(), none()));

    assertThat(files).containsOnlyKeys("index.html");
    assertThat(files.get("index.html")).contains("Neither activity nor orders landed");
  }

  @Test
  void thePageNeedsNothingElseAndRunsNoScript() {
    String page = DayReport.files(activity("/")).get("index.html");

    assertThat(page)
        .contains("<style>")
        .contains("prefers-color-scheme: dark")
        .contains("default-src 'none'")
        .doesNotContain("<script")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("<link");
  }

  @Test
  void hostilePageNamesStayText() throws Exception {
    Map<String, String> files = DayReport.files(activity(HOSTILE));

    String page = files.get("index.html");
    assertThat(page)
        .contains("/&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;\uFFFDgnp.exe")
        .doesNotContain("<script")
        .doesNotContain("\u202E");
    assertThat(files.get("pages.csv"))
        .contains("\"/<script>alert('x')</script>\"\"&\u202Egnp.exe\"");
  }

  @Test
  void chartsAreWellFormed() throws Exception {
    String page = DayReport.files(activity(HOSTILE)).get("index.html");

    int from = page.indexOf("<svg");
    while (from >= 0) {
      int end = page.indexOf("</svg>", from) + "</svg>".length();
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(page.substring(from, end).getBytes(UTF_8)));
      from = page.indexOf("<svg", end);
    }
    assertThat(page).contains("10:00 to 10:59, page views: 3, other events: 2");
  }

  @Test
  void theFiguresAreBesideThePageAsCsv() {
    Map<String, String> files = DayReport.files(activity("/a,b"));

    assertThat(files.keySet())
        .containsExactly("traffic.csv", "sessions.csv", "pages.csv", "sections.csv", "index.html");
    assertThat(files.get("pages.csv"))
        .startsWith("page_rank,site,page,")
        .contains("\r\n1,semicomplete.com,\"/a,b\",projects,3,");
    assertThat(files.get("traffic.csv")).hasLineCount(2);
  }

  private static DayFigures activity(String page) {
    ResultTable traffic =
        table(
            "hour,events,page_views,visitors,bot_events,errors,server_errors,bytes",
            row("10", "5", "3", "2", "1", "1", "0", "1024"),
            row(null, "5", "3", "2", "1", "1", "0", "1024"));
    ResultTable pages =
        table(
            "page_rank,site,page,section,visits,users,sessions,entries,exits,bot_visits,"
                + "share_of_visits,mean_time_on_page_ms,p50_time_on_page_ms,p95_time_on_page_ms,"
                + "errors,bytes",
            row(
                "1",
                "semicomplete.com",
                page,
                "projects",
                "3",
                "2",
                "2",
                "1",
                "1",
                "0",
                "1.0",
                null,
                null,
                null,
                "0",
                "99"));
    ResultTable sections =
        table(
            "section_rank,site,section,pages,visits,users,sessions,entries,bot_visits,"
                + "share_of_visits,errors,bytes",
            row(
                "1",
                "semicomplete.com",
                "projects",
                "1",
                "3",
                "2",
                "2",
                "1",
                "0",
                "1.0",
                "0",
                "9"));
    return figures(traffic, pages, sections, none());
  }

  private static DayFigures orders() {
    return figures(
        none(),
        none(),
        none(),
        table(
            "hour,orders,cancellations,order_lines,units,customers,revenue,sales,"
                + "cancelled_revenue",
            row("09", "137", "6", "3108", "26814", "95", "58635.56", "58960.79", "-325.23"),
            row(null, "137", "6", "3108", "26814", "95", "58635.56", "58960.79", "-325.23")));
  }

  private static DayFigures figures(
      ResultTable traffic, ResultTable pages, ResultTable sections, ResultTable orders) {
    ResultTable sessions =
        traffic.isEmpty()
            ? none()
            : table(
                "sessions,bounces,open_sessions,page_views,events,seconds,median_seconds,"
                    + "longest_seconds",
                row("2", "1", "0", "3", "5", "70", "35.0", "70"));
    ResultTable revenue =
        orders.isEmpty()
            ? none()
            : table(
                "country,orders,order_lines,customers,units,revenue,sales,mean_order_value,"
                    + "cancellations,cancelled_units,cancelled_revenue",
                row(
                    "United Kingdom",
                    "137",
                    "3108",
                    "95",
                    "26814",
                    "58635.5600",
                    "58960.7900",
                    "430.3707",
                    "6",
                    "-20",
                    "-325.2300"));
    return new DayFigures(DAY, traffic, sessions, pages, sections, revenue, orders, none());
  }

  private static ResultTable none() {
    return new ResultTable(List.of("hour"), List.of());
  }

  private static ResultTable table(String columns, String[]... rows) {
    return new ResultTable(
        List.of(columns.split(",", -1)), Arrays.stream(rows).map(Arrays::asList).toList());
  }

  private static String[] row(String... values) {
    return values;
  }
}
