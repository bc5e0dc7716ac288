package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.funnel.Funnel;
import io.millrace.model.funnel.Funnels;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.path.PathSettings;
import io.millrace.warehouse.path.VisitorMarts;
import io.millrace.warehouse.publish.PublishException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunnelMartTest {

  private static final String PURCHASE =
      """
      funnels:
        - name: purchase
          mode: loose
          window: PT1H
          steps:
            - {name: product, where: {event_type: page_view, page_prefix: /product/}}
            - {name: cart, where: {event_type: page_view, page: /cart}}
            - {name: paid, where: {event_type: click, element: pay}}
      """;

  @TempDir private Path root;
  private LocalWarehouse warehouse;

  @BeforeEach
  void createTables() {
    warehouse = new LocalWarehouse(root);
  }

  @AfterEach
  void dropTables() {
    warehouse.close();
  }

  @Test
  void eachStepHasWhoTookItWhoWentOnAndTheMedianTimeToTheNext() throws Exception {
    new Visits()
        .view("ann", "2026-03-01 10:00:00", "/product/1")
        .view("ann", "2026-03-01 10:01:00", "/cart")
        .click("ann", "2026-03-01 10:05:00", "pay")
        .view("bob", "2026-03-01 11:00:00", "/product/2")
        .view("bob", "2026-03-01 11:04:00", "/cart")
        .view("cem", "2026-03-01 12:00:00", "/product/2")
        .view("dan", "2026-03-01 12:00:00", "/cart")
        .land(warehouse);

    run("g", PURCHASE, "2026-03-01");

    assertThat(rows("shop purchase visitor all "))
        .containsExactly(
            "1 product 3 2 1 0.6667 1.0 150.0",
            "2 cart 2 1 1 0.5 0.6667 240.0",
            "3 paid 1 1 0 1.0 0.3333 null");
  }

  @Test
  void aFunnelThatNobodyGoesOnInHasItsStepsAllTheSame() throws Exception {
    new Visits().view("ann", "2026-03-01 10:00:00", "/product/1").land(warehouse);

    run("g", PURCHASE, "2026-03-01");

    assertThat(rows("shop purchase visitor all "))
        .containsExactly(
            "1 product 1 0 1 0.0 1.0 null",
            "2 cart 0 0 0 null 0.0 null",
            "3 paid 0 0 0 null 0.0 null");
  }

  @Test
  void segmentsAreCountedByTheirValueAtTheEntry() throws Exception {
    new Visits()
        .event("ann", "2026-03-01 10:00:00", view("/product/1", "'DE'"))
        .event("ann", "2026-03-01 10:01:00", view("/cart", "'FR'"))
        .event("bob", "2026-03-01 10:00:00", view("/product/1", "NULL"))
        .land(warehouse);

    run("g", PURCHASE.replace("window:", "segments: [country, device]\n    window:"), "2026-03-01");

    assertThat(entered("2026-03-01"))
        .containsExactlyInAnyOrder(
            "all  1 2",
            "all  2 1",
            "all  3 0",
            "country DE 1 1",
            "country DE 2 1",
            "country DE 3 0",
            "country  1 1",
            "country  2 0",
            "country  3 0",
            "device desktop 1 2",
            "device desktop 2 1",
            "device desktop 3 0");
  }

  @Test
  void strictVisitorsLookAtNothingElseBetween() throws Exception {
    new Visits()
        .view("ann", "2026-03-01 10:00:00", "/product/1")
        .view("ann", "2026-03-01 10:01:00", "/home")
        .view("ann", "2026-03-01 10:02:00", "/cart")
        .view("bob", "2026-03-01 10:00:00", "/product/1")
        .click("bob", "2026-03-01 10:01:00", "photo")
        .view("bob", "2026-03-01 10:02:00", "/cart")
        .land(warehouse);

    run("g", PURCHASE.replace("loose", "strict"), "2026-03-01");

    assertThat(entered("2026-03-01")).containsExactlyInAnyOrder("all  1 2", "all  2 1", "all  3 0");
  }

  @Test
  void duplicatesCountOnceAndALateEventChangesItsDayOnceThatIsRunAgain() throws Exception {
    Visits visits =
        new Visits()
            .view("ann", "2026-03-01 10:00:00", "/product/1")
            .view("ann", "2026-03-01 10:10:00", "/cart")
            .again();
    visits.land(warehouse);
    run("before", PURCHASE, "2026-03-01");
    assertThat(entered("2026-03-01")).containsExactlyInAnyOrder("all  1 1", "all  2 1", "all  3 0");

    visits.click("ann", "2026-03-01 10:20:00", "pay").land(warehouse);
    run("after", PURCHASE, "2026-03-01");

    assertThat(entered("2026-03-01")).containsExactlyInAnyOrder("all  1 1", "all  2 1", "all  3 1");
  }

  @Test
  void runningADayRewritesTheDayBeforeFromWhichItsEventsAreReached() throws Exception {
    landOverMidnight();

    run("first", PURCHASE, "2026-03-01");
    List<String> alone = entered("2026-03-01");
    run("second", PURCHASE, "2026-03-02");

    assertThat(alone).containsExactlyInAnyOrder("all  1 1", "all  2 0", "all  3 0");
    assertThat(entered("2026-03-01")).containsExactlyInAnyOrder("all  1 1", "all  2 1", "all  3 1");
    assertThat(entered("2026-03-02")).containsExactlyInAnyOrder("all  1 1", "all  2 1", "all  3 1");
    assertThat(warehouse.partitions("mart.funnel_daily"))
        .containsExactly("dt=2026-03-01", "dt=2026-03-02");
  }

  @Test
  void twiceAndDayByDayInReverseGivesTheSameAsOnceForAll() throws Exception {
    landOverMidnight();
    String both = PURCHASE + sessions();

    run("all", both, "2026-03-01", "2026-03-02");
    List<String> all = all();
    run("again", both, "2026-03-01", "2026-03-02");
    List<String> again = all();
    warehouse.close();
    warehouse = new LocalWarehouse(root.resolve("reverse"));
    landOverMidnight();
    run("second", both, "2026-03-02");
    run("first", both, "2026-03-01");

    assertThat(again).isEqualTo(all).isNotEmpty();
    assertThat(all()).isEqualTo(all);
  }

  @Test
  void aSessionCountsOnceOnTheDayItStartsAndAnotherSessionGoesOnWithNothingOfIt() throws Exception {
    new Visits()
        .view("ann", "2026-03-01 23:50:00", "/home")
        .view("ann", "2026-03-02 00:05:00", "/product/1")
        .view("ann", "2026-03-02 00:10:00", "/cart")
        .view("bob", "2026-03-01 10:00:00", "/product/1")
        .view("bob", "2026-03-01 10:50:00", "/cart")
        .land(warehouse);

    run("g", "funnels:\n" + sessions(), "2026-03-01", "2026-03-02");

    assertThat(entered("2026-03-01")).containsExactlyInAnyOrder("all  1 2", "all  2 1");
    assertThat(entered("2026-03-02")).isEmpty();
  }

  @Test
  void daysWithoutEventsAreEmptyAndDaysThatWereNeverCuratedStayAway() throws Exception {
    run("g", PURCHASE, "2026-03-02");

    assertThat(warehouse.partitions("mart.funnel_daily")).containsExactly("dt=2026-03-02");
    assertThat(all()).isEmpty();
  }

  @Test
  void aMissingMartIsNamedWithWhatToDo() throws Exception {
    warehouse.curate("g", Duration.ofHours(1), "2026-03-01");
    TestSpark.session().sql("DROP TABLE mart.funnel_daily");

    assertThatThrownBy(() -> marts("g", PURCHASE, "2026-03-01"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("no table mart.funnel_daily")
        .hasMessageContaining("millrace feed apply --all");
  }

  /** Ann goes over midnight, and enters once more after it. */
  private void landOverMidnight() throws Exception {
    new Visits()
        .view("ann", "2026-03-01 23:50:00", "/product/1")
        .view("ann", "2026-03-02 00:05:00", "/product/2")
        .view("ann", "2026-03-02 00:10:00", "/cart")
        .click("ann", "2026-03-02 00:20:00", "pay")
        .land(warehouse);
  }

  private static String sessions() {
    return """
          - name: in_one_session
            count: session
            window: PT2H
            steps:
              - {name: product, where: {page_prefix: /product/}}
              - {name: cart, where: {page: /cart}}
        """;
  }

  private static Map<String, String> view(String page, String country) {
    return Map.of("event_type", "'page_view'", "page", "'" + page + "'", "country", country);
  }

  private void run(String generation, String funnels, String... days) throws Exception {
    warehouse.curate(generation, Duration.ofHours(1), days);
    marts(generation, funnels, days);
  }

  private void marts(String generation, String yaml, String... days) throws Exception {
    List<Funnel> funnels = Funnels.parse("funnels.yaml", yaml).funnels();
    new VisitorMarts(warehouse.tables(generation, Duration.ofHours(1)))
        .run(
            Stream.of(days).map(LocalDate::parse).toList(),
            Optional.of(funnels),
            LocalWarehouse.RULE,
            new PathSettings(5, 100));
    TestSpark.session().catalog().refreshTable("mart.funnel_daily");
  }

  /** What follows the beginning, of the rows that have it. */
  private List<String> rows(String beginning) {
    return TestSpark.session()
        .sql(
            """
            SELECT concat_ws(' ', site, funnel, counted, segment, segment_value),
              concat_ws(' ', step, step_name, entered, converted, dropped,
                coalesce(round(conversion_rate, 4), 'null'), round(share_of_entries, 4),
                coalesce(median_seconds, 'null'))
            FROM mart.funnel_daily ORDER BY dt, step
            """)
        .collectAsList()
        .stream()
        .filter(row -> row.getString(0).equals(beginning))
        .map(row -> row.getString(1))
        .toList();
  }

  private List<String> entered(String dt) {
    return TestSpark.session()
        .sql(
            "SELECT concat_ws(' ', segment, segment_value, step, entered) FROM mart.funnel_daily WHERE dt = '%s'"
                .formatted(dt))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private List<String> all() {
    return warehouse.table("mart.funnel_daily").collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
