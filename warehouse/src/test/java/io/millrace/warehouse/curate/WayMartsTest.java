package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.quality.Quality;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.curate.DayTables.DayRows;
import io.millrace.warehouse.path.PathSettings;
import io.millrace.warehouse.path.VisitorMarts;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.SeenTable;
import io.millrace.warehouse.publish.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways between pages, visitors and their weeks. */
class WayMartsTest {

  private static final List<String> TABLES =
      List.of("mart.navigation_daily", "mart.path_daily", "dw.users", "mart.retention");

  private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

  private static final TableName USERS = new TableName("dw", "users");

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
  void eachViewOfAPageCountsWithThePageBeforeItAndThePageAfterIt() throws Exception {
    new Visits()
        .view("ann", "2026-03-01 10:00:00", "/a")
        .view("ann", "2026-03-01 10:01:00", "/b")
        .view("ann", "2026-03-01 10:02:00", "/a")
        .view("bob", "2026-03-01 10:00:00", "/a")
        .land(warehouse);

    run("g", new PathSettings(5, 100), "2026-03-01");

    assertThat(
            texts(
                """
                SELECT concat_ws(' ', site, page, direction, other_page, transitions, round(share, 2))
                FROM mart.navigation_daily
                """))
        .containsExactlyInAnyOrder(
            "shop /a previous  2 0.67",
            "shop /a previous /b 1 0.33",
            "shop /a next  2 0.67",
            "shop /a next /b 1 0.33",
            "shop /b previous /a 1 1.0",
            "shop /b next /a 1 1.0");
  }

  @Test
  void theMostCommonPathsAreKeptAndTiesAreInTheOrderOfTheirText() throws Exception {
    new Visits()
        .view("ann", "2026-03-01 10:00:00", "/a")
        .view("ann", "2026-03-01 10:01:00", "/b")
        .view("ann", "2026-03-01 10:02:00", "/a")
        .view("ann", "2026-03-01 10:03:00", "/b")
        .view("bob", "2026-03-01 10:00:00", "/c")
        .view("bob", "2026-03-01 10:01:00", "/b")
        .view("bob", "2026-03-01 10:02:00", "/a")
        .view("cem", "2026-03-01 10:02:00", "/a")
        .land(warehouse);

    run("g", new PathSettings(3, 2), "2026-03-01");

    assertThat(
            texts(
                """
                SELECT concat_ws(' ', steps, path_rank, path, sessions, times, share_of_sessions)
                FROM mart.path_daily
                """))
        .containsExactlyInAnyOrder(
            "2 1 /b > /a 2 2 1.0",
            "2 2 /a > /b 1 2 0.5",
            "3 1 /a > /b > /a 1 1 0.5",
            "3 2 /b > /a > /b 1 1 0.5");
  }

  @Test
  void aVisitorIsInTheDayOfHisFirstSessionAlone() throws Exception {
    new Visits()
        .view("ann", "2026-03-01 10:00:00", "/a")
        .view("ann", "2026-03-01 15:00:00", "/b")
        .view("ann", "2026-03-03 10:00:00", "/c")
        .view("bob", "2026-03-03 11:00:00", "/c")
        .land(warehouse);

    run("g", new PathSettings(5, 100), "2026-03-01", "2026-03-03");

    assertThat(texts("SELECT concat_ws(' ', dt, user_id, first_seen, first_page) FROM dw.users"))
        .containsExactlyInAnyOrder(
            "2026-03-01 ann 2026-03-01 10:00:00 /a", "2026-03-03 bob 2026-03-03 11:00:00 /c");
  }

  @Test
  void ofThoseWhoCameFirstInAWeekItIsCountedWhoCameInALater() throws Exception {
    landThreeWeeks();

    run("g", new PathSettings(5, 100), "2026-03-02", "2026-03-08", "2026-03-09", "2026-03-18");

    assertThat(retention())
        .containsExactlyInAnyOrder(
            "2026-03-02 2026-03-02 0 2 2 1.0",
            "2026-03-09 2026-03-02 1 2 1 0.5",
            "2026-03-09 2026-03-09 0 1 1 1.0",
            "2026-03-16 2026-03-02 2 2 1 0.5",
            "2026-03-16 2026-03-09 1 1 0 0.0");
  }

  @Test
  void anEarlierDayThatIsRunLaterMovesItsVisitorsAndCorrectsTheWeeksSince() throws Exception {
    landThreeWeeks();

    run("late", new PathSettings(5, 100), "2026-03-09", "2026-03-18");
    List<String> without = retention();
    run("early", new PathSettings(5, 100), "2026-03-02", "2026-03-08");

    assertThat(without)
        .containsExactlyInAnyOrder(
            "2026-03-09 2026-03-09 0 2 2 1.0",
            "2026-03-16 2026-03-09 1 2 0 0.0",
            "2026-03-16 2026-03-16 0 1 1 1.0");
    assertThat(retention())
        .contains("2026-03-16 2026-03-02 2 2 1 0.5", "2026-03-16 2026-03-09 1 1 0 0.0")
        .hasSize(5);
  }

  @Test
  void twiceAndDayByDayInReverseGivesTheSameAsOnceForAll() throws Exception {
    PathSettings settings = new PathSettings(5, 100);
    landThreeWeeks();
    run("all", settings, "2026-03-02", "2026-03-08", "2026-03-09", "2026-03-18");
    List<String> all = all();

    run("again", settings, "2026-03-08");
    List<String> again = all();
    warehouse.close();
    warehouse = new LocalWarehouse(root.resolve("reverse"));
    landThreeWeeks();
    run("one", settings, "2026-03-18");
    run("two", settings, "2026-03-09");
    run("three", settings, "2026-03-08");
    run("four", settings, "2026-03-02");

    assertThat(again).isEqualTo(all).isNotEmpty();
    assertThat(all()).isEqualTo(all);
  }

  @Test
  void aDayThatChangesNothingAboutVisitorsLeavesLaterWeeksAsTheyAre() throws Exception {
    landThreeWeeks();
    run("all", new PathSettings(5, 100), "2026-03-02", "2026-03-08", "2026-03-09", "2026-03-18");

    run("again", new PathSettings(5, 100), "2026-03-02");

    assertThat(written("2026-03-02")).hasSize(2).anyMatch(name -> name.startsWith("again"));
    assertThat(written("2026-03-16")).singleElement().asString().startsWith("all");
  }

  @Test
  void aDayWithoutSessionsIsEmptyInEveryTable() throws Exception {
    run("g", new PathSettings(5, 100), "2026-03-04");

    assertThat(all()).isEmpty();
    assertThat(warehouse.partitions("mart.path_daily")).containsExactly("dt=2026-03-04");
    assertThat(warehouse.partitions("mart.retention")).containsExactly("dt=2026-03-02");
  }

  @Test
  void whatTheBundledChecksAskHolds() throws Exception {
    warehouse.ask(Quality.load(Path.of("../conf/quality.yaml")));
    new Visits()
        .view("ann", "2026-03-01 10:00:00", "/a")
        .view("ann", "2026-03-01 10:01:00", "/b")
        .view("ann", "2026-03-01 10:02:00", "/a")
        .view("bob", "2026-03-01 10:00:00", "/a")
        .land(warehouse);

    run("g", new PathSettings(5, 100), "2026-03-01");

    assertThat(texts("SELECT path FROM mart.path_daily")).hasSize(3);
    assertThat(texts("SELECT page FROM mart.navigation_daily")).hasSize(6);
  }

  @Test
  void whatAnotherRunMadeOfMoreStaysAndDaysThatBelongTogetherAreToBeRunAgain() throws Exception {
    // given a run that has looked, and one that looks and publishes while that computes
    LocalDate day = LocalDate.parse("2026-03-01");
    DayTables less = warehouse.tables("less", Duration.ofHours(1));
    Instant before = less.now();
    SeenTable seen = less.see(USERS);
    DayTables more = warehouse.tables("more", Duration.ofHours(1));
    more.replace(USERS, more.now(), visitors("ann", "bob"), List.of(day));

    // then
    assertThat(less.replace(USERS, before, visitors("ann"), List.of(day))).isEmpty();
    Dataset<Row> ofTwoDays =
        visitors("ann").unionByName(visitors("cem").withColumn("dt", lit("2026-03-02")));
    assertThatThrownBy(
            () ->
                warehouse
                    .tables("together", Duration.ofHours(1))
                    .replaceTogether(
                        seen,
                        new DayRows(
                            USERS, List.of(ofTwoDays), List.of(day, day.plusDays(1)), List.of())))
        .isInstanceOf(PublishException.class)
        .isNotInstanceOf(RefusedException.class)
        .hasMessageContaining("dt=2026-03-01 of dw.users stays");
    TestSpark.session().catalog().refreshTable("dw.users");
    assertThat(texts("SELECT user_id FROM dw.users")).containsExactlyInAnyOrder("ann", "bob");
  }

  @Test
  void ofTwoRunsThatReadVisitorsBeforeTheOtherWroteItsOwnOneIsToBeRunAgain() throws Exception {
    // given a run of one day that has read, and one of another day that ends meanwhile
    LocalDate day = LocalDate.parse("2026-03-01");
    LocalDate next = day.plusDays(1);
    DayTables slow = warehouse.tables("slow", Duration.ofHours(1));
    SeenTable seen = slow.see(USERS);
    DayTables fast = warehouse.tables("fast", Duration.ofHours(1));
    fast.replaceTogether(
        fast.see(USERS),
        new DayRows(
            USERS,
            List.of(visitors("ann").withColumn("dt", lit(next.toString()))),
            List.of(next),
            List.of()));

    // then ann, who is new in both, is not there twice
    assertThatThrownBy(
            () ->
                slow.replaceTogether(
                    seen, new DayRows(USERS, List.of(visitors("ann")), List.of(day), List.of())))
        .isInstanceOf(PublishException.class)
        .isNotInstanceOf(RefusedException.class)
        .hasMessageContaining("dt=2026-03-02 of dw.users is not what this run had read of it");
    TestSpark.session().catalog().refreshTable("dw.users");
    assertThat(texts("SELECT user_id FROM dw.users")).containsExactly("ann");
  }

  @Test
  void aRunThatEndsBeforeWhatItCountsVisitorsByIsSwappedInIsFinishedByTheNext() throws Exception {
    // given later weeks, and a day on which two visitors come first
    PathSettings settings = new PathSettings(5, 100);
    landThreeWeeks();
    landAnother();
    run("late", settings, "2026-03-09", "2026-03-18");

    // when an earlier day, whose visitors are no longer new in these, dies between the two swaps
    warehouse.curate("dies", Duration.ofHours(1), "2026-03-02", "2026-03-08");
    DayTables dying =
        warehouse.tables("dies", Duration.ofHours(1), new ClockUntil("mart.retention", MONDAY));
    List<LocalDate> days = List.of(MONDAY, MONDAY.plusDays(6));
    assertThatThrownBy(
            () ->
                new VisitorMarts(dying).run(days, Optional.empty(), LocalWarehouse.RULE, settings))
        .isInstanceOf(IllegalStateException.class);
    assertThat(texts("SHOW PARTITIONS mart.retention")).contains("dt=2026-03-02");
    assertThat(texts("SHOW PARTITIONS dw.users")).doesNotContain("dt=2026-03-02");
    run("next", settings, "2026-03-02", "2026-03-08");

    // then
    List<String> finished = all();
    warehouse.close();
    warehouse = new LocalWarehouse(root.resolve("at-once"));
    landThreeWeeks();
    landAnother();
    run("all", settings, "2026-03-02", "2026-03-08", "2026-03-09", "2026-03-18");
    assertThat(finished).isEqualTo(all()).isNotEmpty();
  }

  /** Goes until a table has a day, and whoever asks it then dies. */
  private static final class ClockUntil extends Clock {

    private final String table;
    private final LocalDate day;

    ClockUntil(String table, LocalDate day) {
      this.table = table;
      this.day = day;
    }

    @Override
    public Instant instant() {
      if (texts("SHOW PARTITIONS " + table).contains("dt=" + day)) {
        throw new IllegalStateException("dies as %s has %s".formatted(table, day));
      }
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private void landAnother() throws Exception {
    new Visits().view("dan", "2026-03-08 12:00:00", "/a").land(warehouse);
  }

  private static Dataset<Row> visitors(String... users) {
    return TestSpark.session()
        .sql(
            Stream.of(users)
                .map(
                    user ->
                        "SELECT 'shop' AS site, '%s' AS user_id, TIMESTAMP '2026-03-01 10:00:00' AS first_seen, '/a' AS first_page, '2026-03-01' AS dt"
                            .formatted(user))
                .collect(Collectors.joining(" UNION ALL ")));
  }

  /**
   * Ann comes in the first and the third week, bob in the first and the second, cem in the second.
   */
  private void landThreeWeeks() throws Exception {
    new Visits()
        .view("ann", "2026-03-02 10:00:00", "/a")
        .view("bob", "2026-03-08 23:30:00", "/a")
        .view("bob", "2026-03-09 10:00:00", "/b")
        .view("cem", "2026-03-09 12:00:00", "/b")
        .view("ann", "2026-03-18 10:00:00", "/c")
        .land(warehouse);
  }

  private void run(String generation, PathSettings settings, String... days) throws Exception {
    warehouse.curate(generation, Duration.ofHours(1), days);
    new VisitorMarts(warehouse.tables(generation, Duration.ofHours(1)))
        .run(
            Stream.of(days).map(LocalDate::parse).toList(),
            Optional.empty(),
            LocalWarehouse.RULE,
            settings);
    TABLES.forEach(table -> TestSpark.session().catalog().refreshTable(table));
  }

  /** The generations of a week that lie in its folder. */
  private List<String> written(String monday) throws Exception {
    try (Stream<Path> folders = Files.list(warehouse.folder("mart/retention/dt=" + monday))) {
      return folders.map(folder -> folder.getFileName().toString()).toList();
    }
  }

  private static List<String> retention() {
    return texts(
        """
        SELECT concat_ws(' ', dt, cohort_week, weeks_since, cohort_users, users, share)
        FROM mart.retention
        """);
  }

  private List<String> all() {
    return TABLES.stream()
        .flatMap(table -> texts("SELECT to_json(struct(*)) FROM " + table).stream())
        .sorted()
        .toList();
  }

  private static List<String> texts(String query) {
    return TestSpark.session().sql(query).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
