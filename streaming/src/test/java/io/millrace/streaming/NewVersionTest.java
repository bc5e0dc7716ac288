package io.millrace.streaming;

import static io.millrace.streaming.Visits.avroVisit;
import static io.millrace.streaming.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NewVersionTest {

  private static final String TABLE = "id STRING, visitor STRING, device STRING";
  private static SparkSession spark;

  @TempDir private Path root;
  private LocalLanding landing;

  @BeforeAll
  static void startSpark() {
    spark = TestSpark.session();
  }

  @BeforeEach
  void aFeedOfOneVersion() throws Exception {
    landing = new LocalLanding(spark, root, "visits");
    landing.declare(1, Visits.yaml(""), Visits.avsc(""));
  }

  @Test
  void isTakenUpBetweenTwoBatchesAndFillsItsColumn() {
    // given
    FeedLander lander = landing.driver("a");
    lander.land(batch(visit(0, "v1")));

    // when
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    lander.renew();
    lander.land(batch(visit(1, "v2")));

    // then
    assertThat(rows()).containsExactly("v1,null", "v2,phone");
    assertThat(answer()).contains("2");
    assertThat(landing.last().endsByPartition()).containsEntry(0, 2L);
  }

  @Test
  void isWhatASuccessorBeginsWithWhereverItsPredecessorDied() {
    // given a driver that died right after it had taken the version up
    landing.driver("a").land(batch(visit(0, "v1")));
    FeedLander died = landing.driver("b");
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    died.renew();

    // when
    landing.driver("c").land(batch(visit(1, "v2")));

    // then
    assertThat(rows()).containsExactly("v1,null", "v2,phone");
  }

  @Test
  void changesWhatIsAskedOfRecordsToo() {
    // given
    FeedLander lander = landing.driver("a");
    lander.land(batch(visit(0, "v1")));

    // when
    landing.declare(
        2, Visits.yaml("rules: [{name: known, field: visitor, in: [somebody]}]"), Visits.avsc(""));
    lander.renew();
    lander.land(batch(visit(1, "v2")));

    // then
    assertThat(landing.raw("id STRING").count()).isEqualTo(1);
    assertThat(landing.quarantine().select("reason", "rule").head().mkString(","))
        .isEqualTo("RULE,known");
  }

  @Test
  void thatIsBrokenIsToldAndLandingGoesOnWithTheLastGoodOne() {
    // given
    FeedLander lander = landing.driver("a");

    // when
    landing.declare(2, "feed: visits\npartitions: many\n", Visits.avsc(""));
    lander.renew();
    lander.land(batch(visit(0, "v1")));

    // then
    assertThat(landing.raw("id STRING").count()).isEqualTo(1);
    assertThat(answer()).contains("1");
    assertThat(refusal().orElseThrow())
        .startsWith("v0002: ")
        .contains("partitions")
        .contains("many");

    // when
    landing.declare(3, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    lander.renew();

    // then
    assertThat(answer()).contains("3");
    assertThat(refusal()).isEmpty();
  }

  static List<String> rubbish() {
    return List.of(
        "",
        "null",
        "12e999999999",
        "\u0000\ufffd",
        "feed: [",
        "feed: &a [*a]",
        "- feed",
        "feed: visits\nfeed: visits",
        "[".repeat(20_000),
        "{\"a\":".repeat(20_000),
        "{\"type\":\"array\",\"items\":".repeat(900) + "\"int\"" + "}".repeat(900));
  }

  @ParameterizedTest
  @MethodSource("rubbish")
  void thatIsRubbishStopsNothing(String text) {
    // given
    FeedLander lander = landing.driver("a");

    // when
    landing.declare(2, text, Visits.avsc(""));
    landing.declare(3, Visits.yaml(""), text);
    lander.renew();
    lander.land(batch(visit(0, "v1")));

    // then
    assertThat(landing.raw("id STRING").count()).isEqualTo(1);
    assertThat(refusal().orElseThrow()).startsWith("v0003: ").hasSizeLessThan(2_000);
  }

  @Test
  void thatIsBrokenIsPassedOverByASuccessorToo() {
    // given
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    landing.declare(3, "no: feed", "{}");

    // when
    landing.driver("a").land(batch(visit(0, "v1")));

    // then
    assertThat(rows()).containsExactly("v1,phone");
    assertThat(answer()).contains("2");
    assertThat(refusal().orElseThrow()).startsWith("v0003: ");
  }

  @Test
  void ofAnotherTopicIsRefusedSinceTheCommitLogCountsOffsetsOfThisOne() {
    // given
    FeedLander lander = landing.driver("a");

    // when
    landing.declare(2, Visits.yaml("topic: elsewhere"), Visits.avsc(""));
    lander.renew();

    // then
    assertThat(lander.feed().topic()).isEqualTo("visits");
    assertThat(refusal().orElseThrow()).contains("topic elsewhere").contains("topic visits");
  }

  @Test
  void withWhichLandedRowsDoNotGoTogetherIsRefused() {
    // given
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    FeedLander lander = landing.driver("a");

    // when a field is gone
    landing.declare(3, Visits.yaml(""), Visits.avsc(""));
    lander.renew();

    // then
    assertThat(answer()).contains("2");
    assertThat(refusal().orElseThrow()).startsWith("v0003: ").contains("fields.device: removed");
  }

  @Test
  void thatNeedsASaltWaitsForIt() {
    // given
    FeedLander lander = landing.driver("a");
    landing.declare(2, Visits.yaml("personal_data: {visitor: hash}"), personal(Visits.avsc("")));

    // when
    lander.renew();

    // then
    assertThat(refusal().orElseThrow()).contains("there is no salt at").contains("feed apply");

    // when
    landing.files().write(landing.paths().root() + "/secrets/salt", "0123456789abcdef".repeat(4));
    lander.renew();
    lander.land(batch(visit(0, "v1")));

    // then
    assertThat(refusal()).isEmpty();
    assertThat(landing.raw("visitor STRING").head().getString(0)).matches("h:[0-9a-f]{32}");
  }

  @Test
  void readsRecordsOfEveryVersionBefore() {
    // given
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    FeedLander lander = landing.driver("a");

    // when
    lander.land(
        batch(avroVisit(0, "v1", Visits.avsc("")), avroVisit(1, "v2", Visits.avsc(Visits.DEVICE))));

    // then
    assertThat(rows()).containsExactly("v1,null", "v2,phone");
  }

  @Test
  void isLookedForBeforeARecordWithAnUnknownSchemaIsRefused() {
    // given the version is there, but no tick came since
    FeedLander lander = landing.driver("a");
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));

    // when
    lander.land(
        batch(avroVisit(0, "v1", Visits.avsc("")), avroVisit(1, "v2", Visits.avsc(Visits.DEVICE))));

    // then
    assertThat(rows()).containsExactly("v1,null", "v2,phone");
    assertThat(landing.last().rowsQuarantined()).isZero();
    assertThat(landing.last().seq()).as("a claim and one batch").isEqualTo(2);
    assertThat(landing.files().names(landing.paths().staging())).isEmpty();
    assertThat(answer()).contains("2");
  }

  @Test
  void thatIsNotThereLeavesARecordOfAnUnknownSchemaToQuarantine() {
    // given
    FeedLander lander = landing.driver("a");

    // when
    lander.land(
        batch(avroVisit(0, "v1", Visits.avsc("")), avroVisit(1, "v2", Visits.avsc(Visits.DEVICE))));

    // then
    assertThat(landing.raw("id STRING").count()).isEqualTo(1);
    assertThat(landing.quarantine().select("reason").head().getString(0))
        .isEqualTo("UNKNOWN_SCHEMA");
    assertThat(landing.last().endsByPartition()).containsEntry(0, 2L);
  }

  @Test
  void thatCannotBeReadNowIsWaitedForSinceLaterOnesBuildOnIt() {
    // given
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    landing.declare(3, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    landing.makeUnreadable(2);

    // when
    FeedLander lander = landing.driver("a");
    lander.land(batch(visit(0, "v1")));

    // then
    assertThat(answer()).contains("1");
    assertThat(refusal().orElseThrow()).startsWith("v0002: cannot be read now: ");

    // when
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    lander.renew();
    lander.land(batch(visit(1, "v2")));

    // then
    assertThat(rows()).containsExactly("v1,null", "v2,phone");
    assertThat(answer()).contains("3");
    assertThat(refusal()).isEmpty();
  }

  @Test
  void whoseFolderCannotBeReadNowHoldsNothingUpAndIsReadLater() throws Exception {
    // given
    FeedLander lander = landing.driver("a");
    landing.declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    Path feeds = root.resolve("feeds");
    Files.move(feeds, root.resolve("hidden"));
    Files.writeString(feeds, "a file where the folder was");

    // when
    lander.renew();
    lander.land(batch(visit(0, "v1")));

    // then
    assertThat(answer()).contains("1");

    // when
    Files.delete(feeds);
    Files.move(root.resolve("hidden"), feeds);
    lander.renew();
    lander.land(batch(visit(1, "v2")));

    // then
    assertThat(rows()).containsExactly("v1,null", "v2,phone");
    assertThat(refusal()).isEmpty();
  }

  private Dataset<Row> batch(Row... records) {
    return new Batches(spark).of(records);
  }

  private List<String> rows() {
    return landing
        .raw(TABLE)
        .orderBy("kafka_offset")
        .select("id", "device")
        .collectAsList()
        .stream()
        .map(row -> row.mkString(","))
        .toList();
  }

  private Optional<String> answer() {
    return landing.files().read(landing.paths().declaredVersion()).map(String::strip);
  }

  private Optional<String> refusal() {
    return landing.files().read(landing.paths().refusedVersion());
  }

  private static String personal(String avsc) {
    return avsc.replace("\"visitor\",", "\"visitor\", \"personal\": true,");
  }
}
