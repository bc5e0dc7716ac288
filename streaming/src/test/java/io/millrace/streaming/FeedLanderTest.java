package io.millrace.streaming;

import static io.millrace.streaming.Batches.live;
import static io.millrace.streaming.Batches.replayed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.Freshness;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedLanderTest {

  private static final String FEED = "activity";
  private static final Path DECLARATIONS = Path.of("../conf/feeds");

  private static SparkSession spark;

  @TempDir private Path root;
  private LocalLanding landing;
  private LandingPaths paths;
  private HdfsFiles files;

  @BeforeAll
  static void startSpark() throws Exception {
    spark = TestSpark.session();
  }

  @BeforeEach
  void setUp() throws Exception {
    landing = new LocalLanding(spark, root, FEED);
    paths = landing.paths();
    files = landing.files();
    landing.declare(
        1,
        Files.readString(DECLARATIONS.resolve(FEED + ".yaml")),
        Files.readString(DECLARATIONS.resolve(FEED + ".avsc")));
  }

  @Test
  void validRowsGoToTheirHourAndRefusedOnesToQuarantineWithTheirBytes() {
    FeedLander lander = driver("a");

    lander.land(
        batch(
            live(0, 0, activity("e1", "2026-01-01T10:59:59.999999Z")),
            live(0, 1, "no json"),
            live(0, 2, activity("e2", "2026-01-01T11:00:00Z")),
            live(1, 7, activity("e3", "2026-01-01T11:30:00Z"))));

    assertThat(
            raw()
                .select("event_id", "dt", "hour", "kafka_partition", "kafka_offset")
                .collectAsList())
        .extracting(Row::mkString)
        .containsExactlyInAnyOrder("e12026-01-011000", "e22026-01-011102", "e32026-01-011117");
    Row refused = landing.quarantine().head();
    assertThat(refused.<String>getAs("reason")).isEqualTo("NOT_JSON");
    assertThat(refused.<byte[]>getAs("payload"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("no json");
    assertThat(landing.registered())
        .containsEntry("2026-01-01/10", 1L)
        .containsEntry("2026-01-01/11", 2L);
    CommitRecord record = last();
    assertThat(record.rowsLanded()).isEqualTo(3);
    assertThat(record.rowsQuarantined()).isEqualTo(1);
    assertThat(record.endsByPartition()).isEqualTo(Map.of(0, 3L, 1, 8L));
    assertThat(record.minEventTime()).isEqualTo(Instant.parse("2026-01-01T10:59:59.999999Z"));
  }

  @Test
  void refusedRecordsAreForTheOwnerAndTheGroupAlone() throws Exception {
    driver("a").land(batch(live(0, 0, "{\"email\": \"someone@example.com\"")));

    assertThat(Files.getPosixFilePermissions(root.resolve("quarantine")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
  }

  @Test
  void anHoursRowsOfOneBatchAreOneFile() {
    driver("a")
        .land(
            batch(
                    live(0, 0, activity("e1", "2026-01-01T10:00:00Z")),
                    live(1, 0, activity("e2", "2026-01-01T10:01:00Z")),
                    live(2, 0, activity("e3", "2026-01-01T10:02:00Z")))
                .repartition(3));

    assertThat(last().files()).hasSize(1);
  }

  @Test
  void aBatchThatComesAgainIsRecognised() {
    FeedLander lander = driver("a");
    Dataset<Row> batch = batch(live(0, 0, activity("e1", "2026-01-01T10:00:00Z")));

    lander.land(batch);
    lander.land(batch);

    assertThat(raw().count()).isEqualTo(1);
  }

  @Test
  void aSuccessorGoesOnWhereTheLogEndsAndTheOldDriverPublishesNothing() {
    FeedLander old = driver("old");
    old.land(batch(live(0, 0, activity("e1", "2026-01-01T10:00:00Z"))));
    FeedLander fresh = driver("fresh");
    Dataset<Row> next = batch(live(0, 1, activity("e2", "2026-01-01T10:00:01Z")));

    assertThatThrownBy(() -> old.land(next)).isInstanceOf(FencedException.class);
    fresh.land(next);

    assertThat(raw().count()).isEqualTo(2);
    assertThat(files.names(paths.staging())).as("staging of both drivers").isEmpty();
  }

  @Test
  void aHoleInTheOffsetsStopsTheFeedAndIsNamed() {
    FeedLander lander = driver("a");

    assertThatThrownBy(
            () ->
                lander.land(
                    batch(
                        live(0, 0, activity("e1", "2026-01-01T10:00:00Z")),
                        live(0, 2, activity("e2", "2026-01-01T10:00:00Z")))))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("offsets [0, 3) hold 2 records");
    assertThat(files.exists(paths.rawTable())).isFalse();
  }

  @Test
  void aBatchThatMayNotBeginIsGivenUpThoughNoInterruptCame() {
    // given a query that is being stopped, whose interrupt was swallowed on the way
    FeedLander lander = driver("a");
    lander.hold();

    // then it ends by the exception that Spark takes for the stop, and the stop can return
    assertThatThrownBy(() -> lander.land(batch(live(0, 0, activity("e1", "2015-05-17T10:05:00Z")))))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(InterruptedIOException.class);
    assertThat(files.exists(paths.rawTable())).isFalse();
  }

  @Test
  void aRunClosesTheHoursThatItTouchedOnceItsEndHasLanded() {
    FeedLander lander = driver("a");
    files.write(paths.runs() + "/run-1.json", run("run-1", 0, 2).toJson());

    lander.land(batch(replayed("run-1", 0, 0, activity("e1", "2015-05-17T10:05:00Z"))));
    lander.closeHours(Map::of);
    assertThat(closed("2015-05-17", "10")).isFalse();

    lander.land(batch(replayed("run-1", 0, 1, activity("e2", "2015-05-17T12:05:00Z"))));
    lander.closeHours(Map::of);
    assertThat(closed("2015-05-17", "10")).isTrue();
    assertThat(closed("2015-05-17", "11")).as("an hour that it did not touch").isFalse();
    assertThat(files.read(paths.closedFlag("2015-05-17", "12")).orElseThrow())
        .contains("\"rows\":1");
    assertThat(completeUntil()).contains(Instant.parse("2015-05-17T13:00:00Z"));
  }

  @Test
  void aRunRecordThatCannotBeReadHoldsNothingUp() {
    FeedLander lander = driver("a");
    files.write(paths.runs() + "/run-0.json", "{\"run_id\":");
    files.write(paths.runs() + "/run-1.json", run("run-1", 0, 1).toJson());

    lander.land(batch(replayed("run-1", 0, 0, activity("e1", "2015-05-17T10:05:00Z"))));
    lander.closeHours(Map::of);

    assertThat(closed("2015-05-17", "10")).isTrue();
  }

  @Test
  void aReplayNeverMovesTheLiveWatermark() {
    FeedLander lander = driver("a");

    lander.land(
        batch(
            live(0, 0, activity("e1", "2026-01-01T08:30:00Z")),
            replayed("run-1", 0, 1, activity("e2", "2026-01-01T11:59:00Z"))));
    lander.closeHours(() -> new TreeMap<>(Map.of(0, 2L)));

    assertThat(closed("2026-01-01", "08")).isFalse();
    assertThat(last().live().greatest().get(0).eventTime())
        .isEqualTo(Instant.parse("2026-01-01T08:30:00Z"));
  }

  @Test
  void liveHoursCloseInOrderAsTheWatermarkPassesThem() {
    FeedLander lander = driver("a");
    lander.land(batch(live(0, 0, activity("e1", "2026-01-01T08:30:00Z"))));
    lander.land(batch(live(0, 1, activity("e2", "2026-01-01T11:59:00Z"))));

    lander.closeHours(() -> new TreeMap<>(Map.of(0, 2L)));

    assertThat(closed("2026-01-01", "08")).isTrue();
    assertThat(closed("2026-01-01", "09")).as("an empty hour of a live feed").isTrue();
    assertThat(closed("2026-01-01", "11")).isFalse();
    assertThat(completeUntil()).contains(Instant.parse("2026-01-01T11:00:00Z"));

    // and a run of long ago does not make the table older
    files.write(paths.runs() + "/run-1.json", run("run-1", 2, 3).toJson());
    lander.land(batch(replayed("run-1", 0, 2, activity("e3", "2015-05-17T12:05:00Z"))));
    lander.closeHours(() -> new TreeMap<>(Map.of(0, 3L)));
    assertThat(closed("2015-05-17", "12")).isTrue();
    assertThat(completeUntil()).contains(Instant.parse("2026-01-01T11:00:00Z"));
  }

  @Test
  void yearsOfHoursAfterARecordOfLongAgoCloseInTurnsSoThatBatchesLandBetween() {
    // given a record of five years and a half before
    FeedLander lander = driver("a");
    lander.land(batch(live(0, 0, activity("e1", "2020-06-30T23:30:00Z"))));
    lander.land(batch(live(0, 1, activity("e2", "2026-01-01T11:59:00Z"))));

    // when
    lander.closeHours(() -> new TreeMap<>(Map.of(0, 2L)));

    // then
    EventHour first = EventHour.parse("2020-06-30", "23");
    assertThat(files.read(paths.liveClosedUntil()))
        .contains(first.start().plus(HourCloser.HOURS_PER_TURN, ChronoUnit.HOURS) + "\n");

    // and the next goes on where this one ended, be it another driver's
    FeedLander next = driver("b");
    next.closeHours(() -> new TreeMap<>(Map.of(0, 2L)));
    assertThat(files.read(paths.liveClosedUntil()))
        .contains(first.start().plus(2 * HourCloser.HOURS_PER_TURN, ChronoUnit.HOURS) + "\n");
    assertThat(closed("2020-06-30", "23")).isTrue();
    assertThat(closed("2020-07-05", "03")).isTrue();
  }

  @Test
  void aNoteOfTheClosedHoursThatHasBeenCutShortStopsNoDriver() {
    FeedLander lander = driver("a");
    lander.land(batch(live(0, 0, activity("e1", "2026-01-01T08:30:00Z"))));
    lander.land(batch(live(0, 1, activity("e2", "2026-01-01T11:59:00Z"))));
    lander.closeHours(() -> new TreeMap<>(Map.of(0, 2L)));
    String note = files.read(paths.liveClosedUntil()).orElseThrow();
    files.write(paths.liveClosedUntil(), "");

    driver("b").closeHours(() -> new TreeMap<>(Map.of(0, 2L)));

    assertThat(files.read(paths.liveClosedUntil())).contains(note);
  }

  @Test
  void aRowThatComesAfterItsHourClosedLandsAndLeavesAReopenedMarker() {
    FeedLander lander = driver("a");
    files.write(paths.runs() + "/run-1.json", run("run-1", 0, 1).toJson());
    lander.land(batch(replayed("run-1", 0, 0, activity("e1", "2015-05-17T10:05:00Z"))));
    lander.closeHours(Map::of);

    lander.land(batch(live(0, 1, activity("e2", "2015-05-17T10:06:00Z"))));

    assertThat(raw().count()).isEqualTo(2);
    assertThat(last().hours().get(0).late()).isTrue();
    assertThat(files.exists(paths.reopenedMarker("2015-05-17", "10", last().seq()))).isTrue();
  }

  private FeedLander driver(String attempt) {
    return landing.driver(attempt);
  }

  private CommitRecord last() {
    return landing.last();
  }

  private Dataset<Row> raw() {
    return landing.raw("event_id STRING");
  }

  /** What ops.freshness tells of the landed table. */
  private Optional<Instant> completeUntil() {
    return files
        .read(Freshness.path(paths.root(), "raw." + paths.feed()))
        .flatMap(Freshness::parse)
        .flatMap(Freshness::completeUntil);
  }

  private boolean closed(String dt, String hour) {
    return landing.closed(dt, hour);
  }

  private static Dataset<Row> batch(Row... rows) {
    return new Batches(spark).of(rows);
  }

  private static String activity(String id, String time) {
    return "{\"event_id\":\"%s\",\"event_time\":\"%s\",\"site\":\"s\",\"user_id\":\"u\",\"event_type\":\"page_view\",\"page\":\"/\"}"
        .formatted(id, time);
  }

  private static RunRecord run(String id, long from, long until) {
    return new RunRecord(
        id,
        FEED,
        "file",
        "0".repeat(64),
        LocalLanding.NOW,
        LocalLanding.NOW,
        until - from,
        0,
        List.of(new OffsetRange(0, from, until)));
  }
}
