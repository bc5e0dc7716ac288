package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.quality.Quality;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurationTest {

  private static final Duration GRACE = Duration.ofHours(24);
  private static final Duration NO_GRACE = Duration.ofMillis(1);

  private static final Feed PARKING =
      FeedCatalog.parse(
          "parking",
          """
          feed: parking
          key: [id]
          event_time: at
          id: id
          """,
          """
          {"type": "record", "name": "parking", "doc": "A car park.", "fields": [
            {"name": "id", "type": "string", "doc": "Reading."},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "When."},
            {"name": "free", "type": ["null", "int"], "default": null, "doc": "Free places."}
          ]}
          """);

  private static final Quality BUNDLED = Quality.load(Path.of("../conf/quality.yaml"));

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
  void duplicatesGoAndTheOneThatKafkaHadFirstStays() throws Exception {
    warehouse.land(
        "activity",
        "2015-05-17",
        "10",
        List.of(
            event("e1", "2015-05-17 10:05:00", "ann", "/second", 2),
            event("e1", "2015-05-17 10:05:00", "ann", "/first", 1),
            event("e2", "2015-05-17 10:06:00", "ann", "/other", 3)));

    warehouse.curate("g", GRACE, "2015-05-17");

    assertThat(warehouse.table("dw.activity").select("event_id", "page").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[e1,/first]", "[e2,/other]");
  }

  @Test
  void aRunTellsWhichHoursItReadAndWhatItWrote() throws Exception {
    // given
    for (String hour : List.of("10", "12")) {
      String time = "2015-05-17 %s:05:00".formatted(hour);
      warehouse.land("activity", "2015-05-17", hour, List.of(event(hour, time, "ann", "/a", 1)));
    }

    // when
    warehouse.curate("g", GRACE, "2015-05-17");

    // then
    assertThat(warehouse.use().inputs())
        .containsExactly("raw.activity dt=2015-05-17 hour=10..12 (2)");
    assertThat(warehouse.use().outputs())
        .containsExactly("dw.activity dt=2015-05-17 hour=10..12 (2)", "dw.sessions dt=2015-05-17");
  }

  @Test
  void activityTellsSectionVisitorAndWhatItsUserAgentIs() throws Exception {
    Map<String, String> event = event("e1", "2015-05-17 10:05:00", "ann", "/blog/x", 1);
    event.put("user_agent", "'Googlebot/2.1'");
    warehouse.land("activity", "2015-05-17", "10", List.of(event));

    warehouse.curate("g", GRACE, "2015-05-17");

    assertThat(
            warehouse
                .table("dw.activity")
                .select("hour", "visitor", "page_section", "user_agent_class", "device", "is_bot")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[10,ann,blog,bot,none,true]");
  }

  @Test
  void revenueIsQuantityTimesPriceToTheLastDecimalAndCancellationsAreKnown() throws Exception {
    warehouse.land(
        "orders",
        "2010-12-01",
        "08",
        List.of(
            line("r1", "536365", 6, "2.55", 1),
            line("r2", "C536379", -1, "27.5", 2),
            line("r3", "536380", 3, "0.3333", 3)));

    warehouse.curate("g", GRACE, "2010-12-01");

    assertThat(
            warehouse
                .table("dw.orders")
                .orderBy("record_id")
                .select("order_id", "revenue", "is_cancellation")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[536365,15.3000,false]", "[C536379,-27.5000,true]", "[536380,0.9999,false]");
    assertThat(
            warehouse.table("dw.orders").agg(Map.of("revenue", "sum")).first().<BigDecimal>getAs(0))
        .isEqualByComparingTo("-11.2001");
  }

  @Test
  void asSessionCanCrossMidnightItIsWholeInTheDayItStartedIn() throws Exception {
    landTwoDays();

    warehouse.curate("g", GRACE, "2015-05-17");

    Row session = warehouse.table("dw.sessions").collectAsList().get(0);
    assertThat(warehouse.table("dw.sessions").count()).isEqualTo(1);
    assertThat(session.<Long>getAs("events")).isEqualTo(3);
    assertThat(session.<Long>getAs("duration_seconds")).isEqualTo(2_400);
    assertThat(session.<String>getAs("entry_page")).isEqualTo("/a");
    assertThat(session.<String>getAs("exit_page")).isEqualTo("/c");
    assertThat(session.getList(session.fieldIndex("path")).toString()).isEqualTo("[/a, /b, /c]");
  }

  @Test
  void aSessionIsConvertedByAnEventAfterMidnightThoughItsDayAloneIsRunAndNotBeforeThatLands()
      throws Exception {
    // given a conversion by a column that curation adds
    warehouse.convertBy("{event_type: page_view, page_section: paid}");
    landTwoDays();
    warehouse.land(
        "activity",
        "2015-05-17",
        "23",
        List.of(event("e4", "2015-05-17 23:10:00", "bob", "/paid/1", 4)));
    warehouse.curate("before", GRACE, "2015-05-17");
    List<String> before = converted();

    // when
    warehouse.land(
        "activity",
        "2015-05-18",
        "00",
        List.of(event("e5", "2015-05-18 00:20:00", "ann", "/paid/2", 5)));
    warehouse.curate("after", GRACE, "2015-05-17");

    // then
    assertThat(before).containsExactly("[ann,false]", "[bob,true]");
    assertThat(converted()).containsExactly("[ann,true]", "[bob,true]");
  }

  @Test
  void whetherSessionsAreConvertedIsUnknownWhereNoConversionIsDeclared() throws Exception {
    landTwoDays();

    warehouse.curate("g", GRACE, "2015-05-17");

    assertThat(converted()).containsExactly("[ann,null]");
  }

  private List<String> converted() {
    return warehouse
        .table("dw.sessions")
        .orderBy("user_id")
        .select("user_id", "converted")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void sessionsAreOpenUntilTheHoursThatCouldContinueThemAreClosed() throws Exception {
    landTwoDays();
    warehouse.close("activity", "2015-05-17", "23");

    warehouse.curate("before", GRACE, "2015-05-17");
    List<Row> before =
        warehouse.table("dw.sessions").select("is_open", "end_reason").collectAsList();
    warehouse.close("activity", "2015-05-18", "00");
    warehouse.curate("after", GRACE, "2015-05-17");
    List<Row> after =
        warehouse.table("dw.sessions").select("is_open", "end_reason").collectAsList();

    assertThat(before).extracting(Row::toString).containsExactly("[true,open]");
    assertThat(after).extracting(Row::toString).containsExactly("[false,gap]");
  }

  @Test
  void aDayOfWhichSessionsCouldGoOnIsDueAsHoursOfTheNextDayClose() throws Exception {
    // given a day that is made once its last hour is closed, while ann stays
    List<String> landed = List.of("2015-05-17T23", "2015-05-18T00", "2015-05-18T01");
    List<String> times = List.of("17 23:50:00", "18 00:15:00", "18 00:40:00", "18 01:05:00");
    for (String hour : landed) {
      String day = hour.substring(8).replace('T', ' ');
      warehouse.land(
          "activity",
          hour.substring(0, 10),
          hour.substring(11),
          times.stream()
              .filter(time -> time.startsWith(day))
              .map(time -> event(time, "2015-05-" + time, "ann", "/a", times.indexOf(time)))
              .toList());
    }
    warehouse.close("activity", "2015-05-17", "23");
    warehouse.curate("first", GRACE, "2015-05-17");
    assertThat(due(landed)).isEmpty();

    // when
    warehouse.close("activity", "2015-05-18", "00");

    // then it is due, once for the first hour and once for all of them
    assertThat(due(landed)).containsExactly(LocalDate.parse("2015-05-17"));
    warehouse.curate("second", GRACE, "2015-05-17");
    assertThat(due(landed)).isEmpty();
    warehouse.close("activity", "2015-05-18", "01");
    assertThat(due(landed)).isEmpty();
    warehouse.close("activity", "2015-05-18", "23");
    assertThat(due(landed)).containsExactly(LocalDate.parse("2015-05-17"));
    warehouse.curate("third", GRACE, "2015-05-17");
    assertThat(due(landed)).isEmpty();
    assertThat(root.resolve("ops/open_sessions")).isEmptyDirectory();
    assertThat(warehouse.table("dw.sessions").select("events", "is_open").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[4,false]");
  }

  /** Days to be made again, when those hours of activity have landed. */
  private List<LocalDate> due(List<String> landed) throws IOException {
    return List.copyOf(
        new OpenSessions(FileSystem.getLocal(new Configuration()), root.toUri().toString())
            .due("activity", landed.stream().map(PartitionKey::parse).toList()));
  }

  @Test
  void twiceAndDayByDayGivesTheSameAsOnceForAll() throws Exception {
    landTwoDays();
    warehouse.land("orders", "2015-05-18", "09", List.of(line("r1", "1", 2, "1.5", 1)));

    warehouse.curate("all", GRACE, "2015-05-17", "2015-05-18");
    List<String> all = warehouse.curated();
    warehouse.curate("second", GRACE, "2015-05-18");
    warehouse.curate("first", GRACE, "2015-05-17");

    assertThat(warehouse.curated()).isEqualTo(all).isNotEmpty();
  }

  @Test
  void hoursInAnyOrderAloneTogetherAndTwiceAreTheSameAsTheirDays() throws Exception {
    landTwoDays();
    warehouse.land("orders", "2015-05-18", "09", List.of(line("r1", "1", 2, "1.5", 1)));
    warehouse.curate("days", GRACE, "2015-05-17", "2015-05-18");
    List<String> days = warehouse.curated();
    List<String> counted = counted();

    warehouse.curateHours("last", GRACE, "2015-05-18T00");
    warehouse.curateHours("first", GRACE, "2015-05-17T23");
    warehouse.curateHours("again", GRACE, "2015-05-17T23");
    List<String> alone = warehouse.curated();
    warehouse.curateHours("together", GRACE, "2015-05-18T09", "2015-05-18T00", "2015-05-17T23");

    assertThat(alone).isEqualTo(days).isNotEmpty();
    assertThat(warehouse.curated()).isEqualTo(days);
    assertThat(counted()).isEqualTo(counted);
    assertThat(warehouse.generations("activity", "dt=2015-05-18/hour=00"))
        .containsExactly("days", "last", "together");
  }

  @Test
  void anHourIsCuratedWithoutTouchingTheOthersOrTheSessions() throws Exception {
    landTwoDays();
    warehouse.curate("days", GRACE, "2015-05-17", "2015-05-18");
    List<Row> sessions = warehouse.table("dw.sessions").collectAsList();
    warehouse.land(
        "activity",
        "2015-05-18",
        "00",
        List.of(event("e4", "2015-05-18 00:20:00", "ann", "/d", 4)));
    warehouse.land(
        "activity",
        "2015-05-17",
        "23",
        List.of(event("e5", "2015-05-17 23:55:00", "ann", "/e", 5)));

    warehouse.curateHours("late", GRACE, "2015-05-18T00");

    assertThat(warehouse.table("dw.activity").orderBy("event_id").collectAsList())
        .extracting(row -> row.getAs("event_id"))
        .containsExactly("e1", "e2", "e3", "e4");
    assertThat(warehouse.table("dw.sessions").collectAsList()).isEqualTo(sessions);
    assertThat(warehouse.generations("activity", "dt=2015-05-17/hour=23")).containsExactly("days");
  }

  @Test
  void theMetastoreCountsTheRowsOfAnHourAndKnowsWhatItWasMadeFrom() throws Exception {
    landTwoDays();

    warehouse.curate("g", GRACE, "2015-05-17", "2015-05-18");

    assertThat(warehouse.parameters("dw.activity", "2015-05-17", "23"))
        .contains("numRows=2", "numFiles=1", "totalSize=", "millrace.rows_seq=1");
    assertThat(warehouse.parameters("dw.activity", "2015-05-18", "00"))
        .contains("numRows=1", "numFiles=1", "millrace.rows_seq=2");
  }

  @Test
  void hoursThatAreUpToDateStayWhereTheyAreToBeKeptAndSessionsAreOfAllTheSame() throws Exception {
    landTwoDays();
    warehouse.land("orders", "2015-05-18", "09", List.of(line("r1", "1", 2, "1.5", 1)));
    warehouse.curateHours("hours", GRACE, "2015-05-17T23", "2015-05-18T00");
    warehouse.land(
        "activity",
        "2015-05-18",
        "00",
        List.of(event("e4", "2015-05-18 00:20:00", "ann", "/d", 4)));

    warehouse.keeping("kept", "2015-05-17", "2015-05-18");

    // then
    assertThat(warehouse.generations("activity", "dt=2015-05-17/hour=23")).containsExactly("hours");
    assertThat(warehouse.generations("activity", "dt=2015-05-18/hour=00"))
        .containsExactly("hours", "kept");
    assertThat(warehouse.generations("orders", "dt=2015-05-18/hour=09")).containsExactly("kept");
    List<String> kept = warehouse.curated();
    warehouse.curate("anew", GRACE, "2015-05-17", "2015-05-18");
    assertThat(warehouse.curated()).isEqualTo(kept).anyMatch(row -> row.contains("/a, /b, /c, /d"));
    assertThat(warehouse.generations("activity", "dt=2015-05-17/hour=23"))
        .containsExactly("anew", "hours");
  }

  @Test
  void aDayWhoseHoursAreAllUpToDateIsKeptAndItsSessionsFollowWhatHasClosedSince() throws Exception {
    landTwoDays();
    warehouse.curate("first", GRACE, "2015-05-17");
    List<Row> before = warehouse.table("dw.sessions").select("is_open").collectAsList();
    warehouse.close("activity", "2015-05-17", "23");
    warehouse.close("activity", "2015-05-18", "00");

    warehouse.keeping("kept", "2015-05-17");

    assertThat(warehouse.generations("activity", "dt=2015-05-17/hour=23")).containsExactly("first");
    assertThat(before).extracting(Row::toString).containsExactly("[true]");
    assertThat(warehouse.table("dw.sessions").select("events", "is_open").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[3,false]");
  }

  @Test
  void whatWasReadBeforeMoreLandedDoesNotReplaceWhatWasReadAfter() throws Exception {
    landTwoDays();
    warehouse.curate("newer", GRACE, "2015-05-17");
    List<String> newer = warehouse.curated();

    // when a run publishes that read the hour as it was before its last batch
    Path hour = warehouse.folder("raw/activity/dt=2015-05-17/hour=23");
    Path aside = Files.createDirectory(warehouse.folder("aside"));
    try (var files = Files.list(hour)) {
      for (Path file : files.toList()) {
        Files.move(file, aside.resolve(file.getFileName()));
      }
    }
    warehouse.tell("activity", "2015-05-17", "23", 0);
    warehouse.tell("activity", "2015-05-18", "00", 0);
    warehouse.curate("older", GRACE, "2015-05-17");

    // then
    assertThat(warehouse.curated()).isEqualTo(newer).isNotEmpty();
    assertThat(warehouse.generations("activity", "dt=2015-05-17/hour=23")).containsExactly("newer");
    assertThat(warehouse.generations("sessions", "dt=2015-05-17")).containsExactly("newer");
  }

  /** The one that read less waits for its turn, which the other has taken. */
  @Test
  void ofSessionsWhoseLastBatchIsTheSameThoseOfTheRunThatBeganLaterStay() throws Exception {
    // given a run that has read a day, and waits before it publishes the sessions
    landTwoDays();
    Path lease = warehouse.folder("ops/leases/dw.sessions");
    Files.createDirectories(lease.getParent());
    Files.writeString(lease, "more\t" + Instant.now().plus(GRACE));
    CompletableFuture<Void> less =
        CompletableFuture.runAsync(
            () -> {
              try {
                warehouse.curate("less", GRACE, "2015-05-17");
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> less.isDone() || !warehouse.partitions("dw.activity").isEmpty());

    // when an hour of the day is seen that an earlier batch brought, and another run reads it
    warehouse.land(
        "activity",
        "2015-05-17",
        "10",
        List.of(event("e0", "2015-05-17 10:30:00", "ann", "/a", 0)));
    warehouse.tell("activity", "2015-05-17", "10", 1);
    warehouse.curate("more", GRACE, "2015-05-17");
    less.get(2, TimeUnit.MINUTES);

    // then
    TestSpark.session().catalog().refreshTable("dw.sessions");
    assertThat(warehouse.table("dw.sessions").count()).isEqualTo(2);
    assertThat(warehouse.generations("sessions", "dt=2015-05-17")).containsExactly("more");
  }

  @Test
  void anHourThatRawDoesNotHaveAnyMoreStaysCurated() throws Exception {
    landTwoDays();
    warehouse.curate("days", GRACE, "2015-05-17", "2015-05-18");
    List<String> before = warehouse.curated();
    warehouse.forget("activity", "2015-05-17", "23");
    warehouse.forget("activity", "2015-05-18", "00");

    warehouse.curate("again", GRACE, "2015-05-17", "2015-05-18");

    assertThat(warehouse.curated()).isEqualTo(before).isNotEmpty();
  }

  @Test
  void hoursThatNeverLandedHaveNoPartitionAndDaysWithoutSessionsAnEmptyOne() throws Exception {
    warehouse.curate("g", GRACE, "2015-05-17", "2015-05-19");
    warehouse.curateHours("h", GRACE, "2015-05-17T10");

    assertThat(warehouse.partitions("dw.activity")).isEmpty();
    assertThat(warehouse.partitions("dw.orders")).isEmpty();
    assertThat(warehouse.partitions("dw.sessions"))
        .containsExactly("dt=2015-05-17", "dt=2015-05-19");
    assertThat(warehouse.table("dw.sessions").count()).isZero();
  }

  @Test
  void anHourWhoseRowsAreGoneBecomesEmpty() throws Exception {
    landTwoDays();
    warehouse.curate("full", GRACE, "2015-05-17");
    try (var files = Files.list(warehouse.folder("raw/activity/dt=2015-05-17/hour=23"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    TestSpark.session().catalog().refreshTable("raw.activity");

    warehouse.curate("g", GRACE, "2015-05-17");

    assertThat(warehouse.partitions("dw.activity")).containsExactly("dt=2015-05-17/hour=23");
    assertThat(warehouse.parameters("dw.activity", "2015-05-17", "23"))
        .contains("numRows=0", "numFiles=0", "totalSize=0");
    assertThat(warehouse.table("dw.activity").count()).isZero();
    assertThat(warehouse.table("dw.sessions").count()).isZero();
  }

  @Test
  void replacedGenerationsStayForTheGraceAndThenGo() throws Exception {
    landTwoDays();
    warehouse.curate("one", GRACE, "2015-05-17");
    warehouse.curate("two", GRACE, "2015-05-17");
    assertThat(warehouse.generations("activity", "dt=2015-05-17/hour=23"))
        .containsExactly("one", "two");

    warehouse.curate("three", NO_GRACE, "2015-05-17");

    assertThat(warehouse.generations("activity", "dt=2015-05-17/hour=23"))
        .containsExactly("three", "two");
    assertThat(Files.exists(warehouse.folder("dw/activity/_next/three"))).isFalse();
  }

  @Test
  void whatAKilledRunLeftBehindIsNeitherReadNorInTheWay() throws Exception {
    landTwoDays();
    Path left = warehouse.folder("dw/activity/_next/killed/dt=2015-05-17/hour=23");
    Files.createDirectories(left);
    Files.writeString(left.resolve("part-0.orc"), "half a file");

    warehouse.curate("g", GRACE, "2015-05-17");

    assertThat(warehouse.table("dw.activity").count()).isEqualTo(2);
  }

  @Test
  void aFeedThatTheWarehouseKnowsNothingOfHasItsFieldsOnceForEachRecord() throws Exception {
    warehouse.declare(PARKING);
    warehouse.land(
        "parking",
        "2024-03-01",
        "09",
        List.of(parking("a", 12, 2), parking("a", 11, 1), parking("b", 5, 3)));

    warehouse.curate("g", GRACE, "2024-03-01");

    assertThat(warehouse.table("dw.parking").orderBy("id").collectAsList())
        .extracting(row -> row.getAs("id") + " " + row.getAs("free") + " " + row.getAs("hour"))
        .containsExactly("a 11 09", "b 5 09");
  }

  @Test
  void aFieldThatWasAddedIsNullInHoursThatLandedBefore() throws Exception {
    warehouse.declare(PARKING);
    warehouse.land("parking", "2024-03-01", "09", List.of(parking("a", 12, 1)));
    for (String table : List.of("raw.parking", "dw.parking")) {
      TestSpark.session().sql("ALTER TABLE %s ADD COLUMNS (closed BOOLEAN)".formatted(table));
    }
    Map<String, String> later = parking("b", 5, 2);
    later.put("at", "'2024-03-01 10:00:00'");
    later.put("closed", "true");
    warehouse.land("parking", "2024-03-01", "10", List.of(later));

    warehouse.curate("g", GRACE, "2024-03-01");

    assertThat(warehouse.table("dw.parking").orderBy("id").collectAsList())
        .extracting(row -> row.getAs("id") + " " + row.getAs("closed"))
        .containsExactly("a null", "b true");
  }

  @Test
  void whatABlockingCheckRefusesIsNotSeenNorWhatIsMadeOfIt() throws Exception {
    // given a curated day
    landTwoDays();
    warehouse.curate("g1", GRACE, "2015-05-17");
    List<String> before = warehouse.curated();
    // and rows that no declaration lets land
    warehouse.ask(BUNDLED);
    Map<String, String> nameless = event("e9", "2015-05-17 23:40:00", "ann", "/c", 9);
    nameless.remove("event_id");
    warehouse.land("activity", "2015-05-17", "23", List.of(nameless));
    Map<String, String> line = line("r1", "536365", 6, "2.55", 10);
    line.put("transaction_date", "'2015-05-17 08:26:00'");
    warehouse.land("orders", "2015-05-17", "08", List.of(line));

    // then
    assertThatThrownBy(() -> warehouse.curate("g2", GRACE, "2015-05-17"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining(
            "dw.activity dt=2015-05-17/hour=23: required_fields (event_id, event_time not null): found 1, allowed 0, of 3 rows")
        .hasMessageContaining("/dw/activity/_next/g2")
        .hasMessageContaining("ops.quality")
        .hasMessageContaining("conf/quality.yaml");
    assertThat(warehouse.curated()).filteredOn(row -> !row.contains("dw.orders")).isEqualTo(before);
    assertThat(warehouse.table("dw.orders").count()).isEqualTo(1);
  }

  @Test
  void aMissingTableIsNamedWithWhatToDo() throws Exception {
    TestSpark.session().sql("DROP TABLE raw.orders");
    Curation curation =
        new Curation(
            TestSpark.session(),
            root.toUri().toString(),
            new Generation("g"),
            GRACE,
            new StagedChecks(TestSpark.session(), Quality.NONE, Clock.systemUTC()),
            new PartitionUse(),
            new SqlViews(TestSpark.session()),
            Clock.systemUTC());

    assertThatThrownBy(
            () ->
                curation.run(
                    warehouse.feeds(),
                    CurationScope.ofDays(List.of(LocalDate.parse("2015-05-17")), UpToDate.REPLACE),
                    LocalWarehouse.RULE))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("no table raw.orders")
        .hasMessageContaining("millrace feed apply --all");
  }

  @Test
  void aTableOfAnEarlierLayoutIsNamedWithWhoTellsWhatToDo() {
    TestSpark.session().sql("DROP TABLE dw.orders");
    TestSpark.session()
        .sql("CREATE TABLE dw.orders (hour STRING, dt STRING) USING orc PARTITIONED BY (dt)");

    assertThatThrownBy(() -> warehouse.curate("g", GRACE, "2015-05-17"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("dw.orders is not partitioned by dt and hour")
        .hasMessageContaining("millrace feed apply --all");
  }

  /** Rows by hour, as the metastore knows them. */
  private List<String> counted() {
    return warehouse.partitions("dw.activity").stream()
        .map(PartitionKey::ofName)
        .map(
            key ->
                key
                    + warehouse
                        .parameters("dw.activity", key.values().get("dt"), key.values().get("hour"))
                        .replaceAll(".*(numRows=\\d+).*", " $1"))
        .toList();
  }

  private void landTwoDays() throws PublishException {
    warehouse.land(
        "activity",
        "2015-05-17",
        "23",
        List.of(
            event("e1", "2015-05-17 23:30:00", "ann", "/a", 1),
            event("e2", "2015-05-17 23:50:00", "ann", "/b", 2)));
    warehouse.land(
        "activity",
        "2015-05-18",
        "00",
        List.of(event("e3", "2015-05-18 00:10:00", "ann", "/c", 3)));
  }

  private static Map<String, String> parking(String id, int free, int offset) {
    Map<String, String> row = kafka(offset);
    row.put("id", "'%s'".formatted(id));
    row.put("at", "'2024-03-01 09:00:00'");
    row.put("free", Integer.toString(free));
    return row;
  }

  private static Map<String, String> event(
      String id, String time, String user, String page, int offset) {
    Map<String, String> event = kafka(offset);
    event.put("event_id", "'%s'".formatted(id));
    event.put("event_time", "'%s'".formatted(time));
    event.put("site", "'shop'");
    event.put("user_id", "'%s'".formatted(user));
    event.put("event_type", "'page_view'");
    event.put("page", "'%s'".formatted(page));
    return event;
  }

  private static Map<String, String> line(
      String id, String invoice, int quantity, String price, int offset) {
    Map<String, String> line = kafka(offset);
    line.put("record_id", "'%s'".formatted(id));
    line.put("transaction_date", "'2010-12-01 08:26:00'");
    line.put("invoice_id", "'%s'".formatted(invoice));
    line.put("quantity", Integer.toString(quantity));
    line.put("unit_price", price);
    return line;
  }

  private static Map<String, String> kafka(int offset) {
    return new HashMap<>(
        Map.of(
            "kafka_partition", "0",
            "kafka_offset", Integer.toString(offset),
            "kafka_time", "'2026-01-01 00:00:00'",
            "ingest_time", "'2026-01-01 00:00:01'"));
  }
}
