package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.retention.DropOrder;
import io.millrace.model.retention.RetentionRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that are kept no longer, on 2026-01-01: with P30D those before 2025-12-02. */
class FeedRetentionTest {

  private static final String OLD = "2025-12-01";
  private static final String KEPT = "2025-12-02";
  private static final String TODAY = "2026-01-01";
  private static final String NO_HOLD = "{\"holds\": []}";

  private static SparkSession spark;

  @TempDir private Path root;
  private LocalLanding landing;
  private LandingPaths paths;
  private long offset;
  private int version;

  @BeforeAll
  static void startSpark() {
    spark = TestSpark.session();
  }

  @BeforeEach
  void setUp() throws Exception {
    landing = new LocalLanding(spark, root, "visits");
    paths = landing.paths();
    declare("retention: {raw: P30D, quarantine: P10D}");
    holds(NO_HOLD);
  }

  @Test
  void daysThatAreKeptNoLongerLeaveReadersAndAreToldOnce() {
    // given
    FeedLander lander = driver();
    land(lander, OLD, KEPT, TODAY);
    String folder = location(OLD);
    order();

    // when
    lander.drop();

    // then
    assertThat(landing.registered()).containsOnlyKeys(KEPT + "/10", TODAY + "/10");
    assertThat(landing.last().kind()).isEqualTo(Kind.DROP);
    assertThat(landing.last().rawKeptFrom()).isEqualTo(KEPT);
    assertThat(landing.last().end(0)).contains(offset);
    assertThat(landing.files().visible(folder)).as("what queries are reading").hasSize(1);
    assertThat(told())
        .singleElement()
        .asString()
        .contains("\"table_name\":\"raw.visits\"", "\"dt=2025-12-01/hour=10\"", "\"run-1\"")
        .contains("retention.raw of feed visits: P30D", "\"row_count\":1", folder);

    // when the order was followed
    long seq = landing.last().seq();
    lander.drop();

    // then
    assertThat(landing.files().exists(paths.dropOrder())).isFalse();
    assertThat(landing.last().seq()).isEqualTo(seq);
    assertThat(told()).hasSize(1);
  }

  @Test
  void withoutAnOrderOrAPeriodNothingIsDropped() {
    FeedLander lander = driver();
    land(lander, OLD);

    lander.drop();
    declare("retention: {raw: forever}");
    lander.renew();
    order();
    lander.drop();

    assertThat(landing.registered()).hasSize(1);
    assertThat(landing.last().kind()).isEqualTo(Kind.BATCH);
    assertThat(landing.files().exists(paths.dropOrder())).isFalse();
  }

  @Test
  void aRecordOfADroppedDayIsRefusedAsTooOldByWhoeverLands() {
    // given
    FeedLander lander = driver();
    land(lander, OLD, TODAY);
    order();
    lander.drop();

    // when a period that was made longer does not bring back what is gone
    declare("retention: {raw: P3650D}");
    FeedLander successor = driver();
    land(successor, OLD, KEPT);

    // then
    assertThat(landing.registered()).containsOnlyKeys(KEPT + "/10", TODAY + "/10");
    assertThat(landing.last().rowsLanded()).isEqualTo(1);
    assertThat(landing.last().rowsQuarantined()).isEqualTo(1);
    Row refused = landing.quarantine().select("reason", "field", "detail").head();
    assertThat(refused.getString(0)).isEqualTo("TOO_OLD");
    assertThat(refused.getString(1)).isEqualTo("at");
    assertThat(refused.getString(2)).contains(KEPT);
  }

  @Test
  void quarantineHasAPeriodOfItsOwnAndWhatIsRefusedLaterIsNotLost() {
    // given: refused 31 and 5 days ago
    FeedLander lander = driver();
    refuse(lander, OLD);
    refuse(lander, "2025-12-27");
    land(lander, KEPT);
    order();

    // when
    lander.drop();

    // then
    assertThat(landing.catalog().names(LandingPaths.quarantine()))
        .containsExactly("feed=visits/dt=2025-12-27");
    assertThat(landing.registered()).containsOnlyKeys(KEPT + "/10");
    assertThat(landing.last().quarantineKeptFrom()).isEqualTo("2025-12-22");
    assertThat(landing.last().rawKeptFrom()).isNull();

    // when a record of a day that is gone is refused
    refuse(lander, OLD);

    // then
    assertThat(landing.catalog().names(LandingPaths.quarantine()))
        .containsExactly("feed=visits/dt=2025-12-22", "feed=visits/dt=2025-12-27");
  }

  @Test
  void nothingFromTheFirstDayThatIsThereAndHeldOnIsDropped() {
    // given: a hold of days that never landed does not keep anything
    FeedLander lander = driver();
    land(lander, "2025-10-01", "2025-11-01", OLD, TODAY);
    holds(
        """
        {"holds": [{"tables": ["raw.visits"], "to": "2025-09-30", "reason": "past"},
                   {"tables": ["raw.*"], "from": "2025-10-15", "to": "2025-11-15", "reason": "a case"}]}
        """);
    order();

    // when
    lander.drop();
    lander.drop();

    // then
    assertThat(landing.registered()).containsOnlyKeys("2025-11-01/10", OLD + "/10", TODAY + "/10");
    assertThat(landing.last().rawKeptFrom()).isEqualTo("2025-11-01");
    assertThat(told()).hasSize(3);
    assertThat(told())
        .filteredOn(row -> row.contains("\"held\""))
        .hasSize(2)
        .allMatch(row -> row.contains("a case"));
  }

  @Test
  void anOrderThatWasGivenByOtherRulesThanAreDeployedIsNotFollowed() {
    FeedLander lander = driver();
    land(lander, OLD);
    order();
    holds("{\"holds\": [{\"tables\": [\"raw.visits\"], \"reason\": \"since then\"}]}");

    lander.drop();
    landing.files().write(paths.dropOrder(), "no order");
    lander.drop();
    order();
    landing.files().delete(rules() + "/legal-hold.json");
    lander.drop();

    assertThat(landing.registered()).hasSize(1);
    assertThat(landing.last().kind()).isEqualTo(Kind.BATCH);
    assertThat(landing.files().exists(paths.dropOrder())).isFalse();
  }

  @Test
  void manyDaysGoInTurnsTheOldestFirst() {
    // given: six days of 24 hours
    FeedLander lander = driver();
    List<Row> rows = new ArrayList<>();
    for (int hour = 0; hour < 6 * 24; hour++) {
      rows.add(
          visit(Instant.parse("2025-11-01T00:00:00Z").plus(Duration.ofHours(hour)).toString()));
    }
    lander.land(new Batches(spark).of(rows.toArray(Row[]::new)));
    order();

    // when
    lander.drop();

    // then
    assertThat(landing.last().rawKeptFrom()).isEqualTo("2025-11-06");
    assertThat(landing.registered()).hasSize(24);
    lander.drop();
    assertThat(landing.registered()).isEmpty();
    assertThat(landing.last().rawKeptFrom()).isEqualTo(KEPT);
    assertThat(told()).hasSize(6 * 24);
  }

  @Test
  void whereverADriverDiesItsSuccessorFinishesAndAllIsToldOnce() {
    for (String step : List.of("append", "register", "reopen", "markPublished")) {
      for (Death.When when : Death.When.values()) {
        // given
        landing.catalog().clear();
        landing.files().delete(paths.root() + "/ops");
        landing.files().delete(paths.rawTable());
        offset = 0;
        Death death = new Death(step, when);
        FeedLander dying = landing.driver("dying", death::decorate);
        land(dying, OLD, TODAY);
        order();
        death.dueNow();

        // when
        assertThatThrownBy(dying::drop).as("%s %s", when, step).isInstanceOf(Killed.class);
        FeedLander successor = driver();
        successor.drop();
        successor.drop();

        // then
        assertThat(landing.registered()).as("%s %s", when, step).containsOnlyKeys(TODAY + "/10");
        assertThat(told()).as("%s %s", when, step).hasSize(1);
        assertThat(landing.records().filter(record -> record.kind() == Kind.DROP)).hasSize(1);
        land(successor, OLD);
        assertThat(landing.last().rowsQuarantined()).as("%s %s", when, step).isEqualTo(1);
        assertThatThrownBy(() -> land(dying, TODAY))
            .as("%s %s: a driver that failed lands nothing more", when, step)
            .isInstanceOf(RuntimeException.class);
      }
    }
  }

  @Test
  void filesGoAfterTheGraceUnlessTheDayWasBroughtBack() {
    // given
    FeedLander lander = driver();
    land(lander, OLD);
    CommitRecord landed = landing.last();
    land(lander, "2025-11-01", TODAY);
    order();
    lander.drop();
    landing.catalog().clear();
    landing.catalog().register(landed, () -> KeptFrom.EVERYTHING);
    ReplacedHours replaced = new ReplacedHours(landing.files(), paths.root());

    // when, then
    sweep(replaced, Instant.now().minusSeconds(60));
    assertThat(landing.files().exists(paths.rawDay("2025-11-01"))).isTrue();
    sweep(replaced, Instant.now().plusSeconds(60));
    assertThat(landing.files().exists(paths.rawDay("2025-11-01"))).isFalse();
    assertThat(landing.files().exists(paths.rawDay(OLD))).isTrue();
    assertThat(landing.files().exists(paths.rawDay(TODAY))).isTrue();
    assertThat(landing.files().names(paths.root() + "/ops/replaced/raw.visits")).isEmpty();
  }

  private void sweep(ReplacedHours replaced, Instant before) {
    replaced.sweep(
        paths.rawTableName(),
        hour -> Optional.empty(),
        () -> landing.catalog().hours(paths.rawTableName()),
        before);
  }

  private FeedLander driver() {
    return landing.driver(UUID.randomUUID().toString());
  }

  private void declare(String settings) {
    version++;
    landing.declare(version, Visits.yaml(settings), Visits.avsc(""));
  }

  private String rules() {
    return paths.root() + "/rules";
  }

  private void holds(String json) {
    landing.files().write(rules() + "/retention.json", "{}");
    landing.files().write(rules() + "/legal-hold.json", json);
  }

  private void order() {
    DropOrder order =
        new DropOrder(
            rules(),
            landing.files().read(rules() + "/retention.json").orElseThrow(),
            landing.files().read(rules() + "/legal-hold.json").orElseThrow(),
            new RetentionRow.Teller(Optional.of("0000001-oozie"), 0, "run-1"));
    landing.files().write(paths.dropOrder(), order.json());
  }

  /** One batch with a record at ten of each day. */
  private void land(FeedLander lander, String... days) {
    List<Row> rows = new ArrayList<>();
    for (String day : days) {
      rows.add(visit(day + "T10:00:00Z"));
    }
    lander.land(new Batches(spark).of(rows.toArray(Row[]::new)));
  }

  private Row visit(String at) {
    return Batches.live(0, offset, "{\"id\": \"v%d\", \"at\": \"%s\"}".formatted(offset++, at));
  }

  /** A batch with a record that came on a day and is none. */
  private void refuse(FeedLander lander, String day) {
    lander.land(
        new Batches(spark)
            .of(
                RowFactory.create(
                    0,
                    offset++,
                    Timestamp.from(Instant.parse(day + "T10:00:00Z")),
                    "no record".getBytes(StandardCharsets.UTF_8),
                    null)));
  }

  private String location(String dt) {
    return landing.catalog().hour(paths.rawTableName(), dt, "10").orElseThrow().location();
  }

  private List<String> told() {
    String folder = paths.retentionLog(TODAY);
    return landing.files().visible(folder).stream()
        .flatMap(file -> landing.files().read(file.getPath().toString()).orElseThrow().lines())
        .toList();
  }
}
