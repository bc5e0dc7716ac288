package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From a CSV file that no feed knows to a query in beeline, as docs/add-a-feed.md walks it, and on
 * to another field while the stream runs.
 */
@Order(600)
@ExtendWith(SharedCluster.class)
@TestMethodOrder(OrderAnnotation.class)
class AddFeedTest {

  private static final String FEED = "rides";
  private static final Path YAML = Checkout.root().resolve("conf/feeds/" + FEED + ".yaml");
  private static final Path AVSC = Checkout.root().resolve("conf/feeds/" + FEED + ".avsc");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int RIDES = 1_000;
  private static final String LAST_DOC = "\"doc\": \"Column fare of rides-1.csv.\"}";

  private final TestCluster cluster;

  AddFeedTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  @AfterAll
  static void forgetTheDeclaration() throws IOException {
    Files.deleteIfExists(YAML);
    Files.deleteIfExists(AVSC);
  }

  @Test
  @Order(1)
  void aFileThatNoFeedKnowsIsInHiveAfterFourCommands() throws IOException {
    // given
    Rides rides = new Rides("a", LocalDateTime.parse("2026-03-01T06:00:00"), "");
    Path sample = rides.write("rides-1.csv");
    fillTheLog();

    // when
    Outcome add = millrace("feed", "add", FEED, "--from", sample.toString());
    Outcome check = millrace("feed", "check", FEED);
    Outcome apply = millrace("feed", "apply", FEED);
    Outcome again = millrace("feed", "apply", FEED);
    millrace("replay", sample.toString(), "--feed", FEED, "--wait");

    // then
    assertThat(add.out()).contains("By them 1,000 records of the sample can be read.");
    assertThat(check.out()).contains("never applied");
    assertThat(apply.out())
        .contains("topic rides: created", "raw.rides: created", "dw.rides: created")
        .contains("landing: with version v0001");
    assertThat(again.out().strip()).isEqualTo("rides: nothing to do");
    assertThat(
            cluster
                .millrace()
                .beeline("SELECT count(*), count(DISTINCT ride_id), sum(fare) FROM raw.rides"))
        .containsExactly("1000,1000," + rides.fares().setScale(4));
    try (Hive hive = cluster.hive()) {
      assertThat(hive.rows("SELECT DISTINCT rider_email FROM raw.rides_masked"))
          .containsExactly(List.of("***"));
      assertThat(
              hive.number("SELECT count(*) FROM raw.rides WHERE rider_email LIKE '%@example.org'"))
          .isEqualTo(RIDES);
    }
  }

  @Test
  @Order(2)
  void aSegmentOfTheLogThatIsFullIsPassedOverByWhoeverAsksForLaterDays() {
    try (Hive hive = cluster.hive()) {
      Awaitility.await()
          .atMost(LONGEST)
          .untilAsserted(
              () ->
                  assertThat(
                          hive.rows(
                              "SHOW PARTITIONS ops.landing_commits PARTITION (feed = 'rides')"))
                      .containsExactly(
                          List.of("feed=rides/segment=000000/last_dt=0000-00-00"),
                          List.of("feed=rides/segment=000001/last_dt=open")));
      assertThat(
              hive.rows(
                  "SELECT min(seq), max(seq) - count(*) FROM ops.landing_commits WHERE feed = 'rides'"))
          .containsExactly(List.of("1", "0"));
      assertThat(
              hive.rows(
                  """
                  SELECT min(c.seq), sum(h.landed_rows)
                  FROM ops.landing_commits c
                  LATERAL VIEW inline(c.hours) h AS run, dt, hour, landed_rows, is_late
                  WHERE c.feed = 'rides' AND c.last_dt >= '2026-03-01' AND c.kind = 'batch'
                  """))
          .containsExactly(List.of("1000", "1000"));
    }
  }

  @Test
  @Order(3)
  void anotherFieldIsTakenUpWhileTheStreamRunsAndNoRecordIsLost() throws IOException {
    // given records of the first schema on their way
    Yarn.Application streaming = cluster.yarn().streaming();
    List<String> attempts = cluster.yarn().masterContainers(streaming.id());
    Path old = new Rides("b", LocalDateTime.parse("2026-03-02T06:00:00"), "").write("rides-2.csv");
    Millrace.Running onTheirWay =
        cluster
            .millrace()
            .start("replay", old.toString(), "--feed", FEED, "--source", "csv", "--rate", "60");
    Awaitility.await()
        .atMost(LONGEST)
        .until(() -> cluster.topic(FEED).values().size(), sent -> sent > RIDES);

    // when a field is added, and two people apply it at once
    addOptionalField("coupon");
    Files.writeString(YAML, Files.readString(YAML) + sourceWith("coupon"));
    assertThat(millrace("feed", "check", FEED).out()).contains("version v0001");
    Millrace.Running one = cluster.millrace().start("feed", "apply", FEED);
    Millrace.Running other = cluster.millrace().start("feed", "apply", FEED);
    Outcome applied = one.await(LONGEST).requireSuccess();
    Outcome appliedToo = other.await(LONGEST).requireSuccess();
    onTheirWay.await(LONGEST).requireSuccess();
    Path more =
        new Rides("c", LocalDateTime.parse("2026-03-02T06:00:00"), "SPRING").write("rides-3.csv");
    millrace("replay", more.toString(), "--feed", FEED, "--source", "with-coupon", "--wait");

    // then
    assertThat(applied.out() + appliedToo.out()).contains("declaration: kept as version v0002");
    assertThat(millrace("feed", "apply", FEED).out().strip()).isEqualTo("rides: nothing to do");
    assertThat(versions()).containsExactly("v0001", "v0002");
    try (Hive hive = cluster.hive()) {
      assertThat(
              hive.rows(
                  "SELECT substr(ride_id, 1, 1) AS file, coupon, count(*), count(DISTINCT ride_id) FROM raw.rides GROUP BY substr(ride_id, 1, 1), coupon ORDER BY file"))
          .isEqualTo(
              List.of(
                  row("a", "\\N", "1000", "1000"),
                  row("b", "\\N", "1000", "1000"),
                  row("c", "SPRING", "1000", "1000")));
      assertThat(hive.number("SELECT count(coupon) FROM raw.rides_masked")).isEqualTo(RIDES);
    }
    assertThat(cluster.yarn().streaming().id()).isEqualTo(streaming.id());
    assertThat(cluster.yarn().masterContainers(streaming.id())).isEqualTo(attempts);
    millrace("audit", "--feed", FEED);
  }

  @Test
  @Order(4)
  void anApplyThatIsKilledAtAnyMomentIsRepairedByTheNext() throws Exception {
    List<String> fields = List.of("first_more", "second_more", "third_more");
    for (int i = 0; i < fields.size(); i++) {
      // given an apply that is killed ever later
      addOptionalField(fields.get(i));
      Process killed = cluster.millrace().start("feed", "apply", FEED).process();
      killed.waitFor(1_200L * (i + 1), TimeUnit.MILLISECONDS);
      killed.destroyForcibly().waitFor();

      // when
      millrace("feed", "apply", FEED);

      // then
      assertThat(millrace("feed", "apply", FEED).out().strip()).isEqualTo("rides: nothing to do");
    }
    assertThat(versions()).containsExactly("v0001", "v0002", "v0003", "v0004", "v0005");
    try (Hive hive = cluster.hive()) {
      assertThat(
              hive.rows(
                  "SELECT count(*), count(first_more), count(second_more), count(third_more) FROM raw.rides"))
          .containsExactly(List.of("3000", "0", "0", "0"));
    }
  }

  @Test
  @Order(5)
  void aChangeThatOldRecordsDoNotBearIsRefusedAndNothingIsTouched() throws IOException {
    // given
    String before = Files.readString(AVSC);
    replace(
        AVSC,
        "{\"name\": \"distance_km\", \"type\": \"double\"",
        "{\"name\": \"distance_km\", \"type\": \"string\"");

    // when
    Outcome apply = cluster.millrace().run("feed", "apply", FEED);

    // then
    assertThat(apply.exitCode()).isEqualTo(2);
    assertThat(apply.err()).contains("distance_km").contains("nothing was changed");
    apply.requireNoStackTrace();
    Files.writeString(AVSC, before);
    assertThat(millrace("feed", "apply", FEED).out().strip()).isEqualTo("rides: nothing to do");
  }

  @Test
  @Order(6)
  @Tag("thorough")
  void recordsOfAThousandHoursLandAtOnceAndAreCuratedAtOnce() throws IOException {
    // given
    Path rides = Rides.hourly("h", LocalDateTime.parse("2026-03-31T23:30:00")).write("rides-4.csv");

    // when
    millrace("replay", rides.toString(), "--feed", FEED, "--source", "csv", "--wait");
    millrace(
        "workflow",
        "run",
        "hourly",
        "--hours",
        "2026-04-01T00..2026-05-12T15",
        "--set",
        "feeds=" + FEED);

    // then
    try (Hive hive = cluster.hive()) {
      for (String zone : List.of("raw", "dw")) {
        assertThat(
                hive.rows(
                    "SELECT count(*), count(DISTINCT dt, hour) FROM %s.rides WHERE dt >= '2026-04-01'"
                        .formatted(zone)))
            .as(zone)
            .containsExactly(List.of("1000", "1000"));
      }
    }
  }

  private Outcome millrace(String... arguments) {
    return cluster.millrace().run(arguments).requireSuccess();
  }

  private List<String> versions() {
    String folder = "/millrace/feeds/" + FEED + "/";
    return cluster.hdfs().files("/millrace/feeds/" + FEED).stream()
        .map(file -> file.folder().substring(folder.length()))
        .filter(version -> !version.startsWith("."))
        .distinct()
        .toList();
  }

  private static void addOptionalField(String name) throws IOException {
    replace(
        AVSC,
        LAST_DOC,
        LAST_DOC
            + ",\n    {\"name\": \"%s\", \"type\": [\"null\", \"string\"], \"default\": null, \"doc\": \"Rider's; none for most.\"}"
                .formatted(name));
  }

  /** The mapping that was guessed, and one column more. */
  private static String sourceWith(String column) throws IOException {
    String yaml = Files.readString(YAML);
    String fields = yaml.substring(yaml.indexOf("    format: csv\n"));
    return "  with-%s:\n%s      %s: { column: \"%s\" }\n".formatted(column, fields, column, column);
  }

  private static void replace(Path file, String text, String by) throws IOException {
    String whole = Files.readString(file);
    assertThat(whole).contains(text);
    Files.writeString(file, whole.replace(text, by));
  }

  /** As if the feed's log were long: landing's own claim is the last record of a segment. */
  private void fillTheLog() throws IOException {
    Path log = Files.createDirectories(Checkout.target().resolve("feed=" + FEED));
    Path segment = Files.createDirectories(log.resolve("segment=000000"));
    for (int seq = 1; seq <= 998; seq++) {
      Files.writeString(
          segment.resolve("%012d.json".formatted(seq)),
          "{\"seq\":%d,\"kind\":\"claim\",\"attempt\":\"test\",\"decided_at\":\"2026-01-01T00:00:00Z\"}\n"
              .formatted(seq));
    }
    millrace("hdfs", "dfs", "-put", log.toString(), "/millrace/ops/landing_commits/");
  }

  private static List<String> row(String... values) {
    return Arrays.asList(values);
  }

  /** A file of a thousand rides. */
  private static final class Rides {

    private static final int SECONDS_OF_AN_HOUR = 3_600;

    private final List<String> lines = new ArrayList<>();
    private BigDecimal fares = BigDecimal.ZERO;

    Rides(String prefix, LocalDateTime from, String coupon) {
      this(prefix, from, coupon, random -> 5 + random.nextInt(30));
    }

    /** One in each hour. */
    static Rides hourly(String prefix, LocalDateTime from) {
      return new Rides(prefix, from, "", random -> SECONDS_OF_AN_HOUR);
    }

    private Rides(String prefix, LocalDateTime from, String coupon, ToIntFunction<Random> seconds) {
      Random random = new Random(prefix.hashCode());
      String more = coupon.isEmpty() ? "" : ",coupon";
      lines.add("ride_id,started_at,rider_id,rider_email,from_station,distance_km,fare" + more);
      LocalDateTime at = from;
      for (int i = 1; i <= RIDES; i++) {
        at = at.plusSeconds(seconds.applyAsInt(random));
        BigDecimal fare = BigDecimal.valueOf(200 + random.nextInt(3_000), 2);
        fares = fares.add(fare);
        int rider = random.nextInt(200);
        lines.add(
            "%s-%04d,%s,r%d,rider%d@example.org,\"O'Connell St; \"\"North\"\"\",%d.%03d,%s%s"
                .formatted(
                    prefix,
                    i,
                    TIME.format(at),
                    rider,
                    rider,
                    random.nextInt(20),
                    random.nextInt(1_000),
                    fare,
                    coupon.isEmpty() ? "" : "," + coupon));
      }
    }

    BigDecimal fares() {
      return fares;
    }

    Path write(String name) throws IOException {
      return Files.write(Checkout.target().resolve(name), lines);
    }
  }
}
