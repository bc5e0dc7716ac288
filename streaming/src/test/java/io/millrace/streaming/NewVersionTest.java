package io.millrace.streaming;

import static io.millrace.streaming.Batches.live;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewVersionTest {

  private static final String TABLE = "id STRING, visitor STRING, device STRING";
  private static final String MORE_FIELDS =
      """
      , {"name": "device", "type": ["null", "string"], "default": null, "doc": "With what."}""";

  private static SparkSession spark;

  @TempDir private Path root;
  private LocalLanding landing;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @BeforeEach
  void aFeedOfOneVersion() throws Exception {
    landing = new LocalLanding(spark, root, "visits");
    landing.declare(1, yaml(""), avsc(""));
  }

  @Test
  void isTakenUpBetweenTwoBatchesAndFillsItsColumn() {
    // given
    FeedLander lander = landing.driver("a");
    lander.land(batch(visit(0, "v1", "phone")));

    // when
    landing.declare(2, yaml(""), avsc(MORE_FIELDS));
    lander.renew();
    lander.land(batch(visit(1, "v2", "phone")));

    // then
    assertThat(rows()).containsExactly("v1,null", "v2,phone");
    assertThat(answer()).contains("2");
    assertThat(landing.last().endsByPartition()).containsEntry(0, 2L);
  }

  @Test
  void isWhatASuccessorBeginsWithWhereverItsPredecessorDied() {
    // given a driver that died right after it had taken the version up
    landing.driver("a").land(batch(visit(0, "v1", "phone")));
    FeedLander died = landing.driver("b");
    landing.declare(2, yaml(""), avsc(MORE_FIELDS));
    died.renew();

    // when
    landing.driver("c").land(batch(visit(1, "v2", "phone")));

    // then
    assertThat(rows()).containsExactly("v1,null", "v2,phone");
  }

  @Test
  void thatIsBrokenIsToldAndLandingGoesOnWithTheLastGoodOne() {
    // given
    FeedLander lander = landing.driver("a");

    // when
    landing.declare(2, "feed: visits\npartitions: many\n", avsc(""));
    lander.renew();
    lander.land(batch(visit(0, "v1", null)));

    // then
    assertThat(landing.raw("id STRING").count()).isEqualTo(1);
    assertThat(answer()).contains("1");
    assertThat(refusal().orElseThrow())
        .startsWith("v0002: ")
        .contains("partitions")
        .contains("many");

    // when
    landing.declare(3, yaml(""), avsc(MORE_FIELDS));
    lander.renew();

    // then
    assertThat(answer()).contains("3");
    assertThat(refusal()).isEmpty();
  }

  @Test
  void thatIsBrokenIsPassedOverByASuccessorToo() {
    // given
    landing.declare(2, yaml(""), avsc(MORE_FIELDS));
    landing.declare(3, "no: feed", "{}");

    // when
    landing.driver("a").land(batch(visit(0, "v1", "phone")));

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
    landing.declare(2, yaml("topic: elsewhere"), avsc(""));
    lander.renew();

    // then
    assertThat(lander.feed().topic()).isEqualTo("visits");
    assertThat(refusal().orElseThrow()).contains("topic elsewhere").contains("topic visits");
  }

  @Test
  void thatCannotBeReadNowHoldsNothingUpAndIsReadLater() throws Exception {
    // given
    FeedLander lander = landing.driver("a");
    landing.declare(2, yaml(""), avsc(MORE_FIELDS));
    Path feeds = root.resolve("feeds");
    Files.move(feeds, root.resolve("hidden"));
    Files.writeString(feeds, "a file where the folder was");

    // when
    lander.renew();
    lander.land(batch(visit(0, "v1", "phone")));

    // then
    assertThat(answer()).contains("1");

    // when
    Files.delete(feeds);
    Files.move(root.resolve("hidden"), feeds);
    lander.renew();
    lander.land(batch(visit(1, "v2", "phone")));

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

  private static Row visit(long offset, String id, String device) {
    return live(
        0,
        offset,
        """
        {"id": "%s", "at": "2026-01-01T10:00:00Z", "visitor": "anyone", "device": %s}"""
            .formatted(id, device == null ? null : '"' + device + '"'));
  }

  private static String yaml(String more) {
    return """
        feed: visits
        key: [visitor]
        event_time: at
        id: id
        """
        + more;
  }

  private static String avsc(String moreFields) {
    return """
        {"type": "record", "name": "visits", "doc": "A visit.", "fields": [
          {"name": "id", "type": "string", "doc": "Its id."},
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "When."},
          {"name": "visitor", "type": ["null", "string"], "default": null, "doc": "Who."}%s]}
        """
        .formatted(moreFields);
  }
}
