package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.OffsetGap;
import io.millrace.model.landing.OffsetGap.Reason;
import io.millrace.model.landing.TopicState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Landing from a real broker that loses what was to come next, and from checkpoints that are gone.
 */
class KafkaLandingTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final long MANY = 1000;

  @TempDir private static Path broker;
  private static KafkaProcess kafka;
  private static SparkSession spark;

  @TempDir private Path root;
  private final List<FeedQuery> sources = new ArrayList<>();
  private String feed;
  private LocalLanding landing;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaProcess.start(broker);
    spark = TestSpark.session();
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.close();
    }
  }

  @BeforeEach
  void aFeedWithATopic(TestInfo test) throws Exception {
    feed = "f" + Integer.toHexString(test.getDisplayName().hashCode() & 0x7fff_ffff);
    landing = landing(root);
    kafka.create(feed, 1);
  }

  @AfterEach
  void closeSources() {
    sources.forEach(FeedQuery::close);
  }

  @Test
  void whatRetentionTookStopsTheFeedUntilAnOperatorAcceptsExactlyThat() throws Exception {
    // given a driver that was away for longer than the topic keeps records
    kafka.send(feed, 0, visits(0, 5));
    land("first", 5);
    kafka.send(feed, 0, visits(5, 10));
    kafka.deleteBefore(feed, 0, 8);

    // when, then
    assertThatThrownBy(() -> source(landing, "second").start(spark, MANY))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("topic " + feed)
        .hasMessageContaining("partition 0: offsets [5, 8) are gone from the broker")
        .hasMessageContaining("--accept-gap " + feed);

    // when
    landing.files().write(landing.paths().acceptGapOrder(), "order-1\n");
    land("third", 7);

    // then
    assertThat(gaps())
        .flatExtracting(CommitRecord::gaps)
        .containsExactly(new OffsetGap(0, 5, 8L, Reason.RETENTION));
    assertThat(gaps()).extracting(CommitRecord::acceptedBy).containsExactly("order-1");
    assertThat(landing.files().exists(landing.paths().acceptGapOrder())).isFalse();
    assertThat(offsets()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 8L, 9L);
  }

  @Test
  void anOrderIsFollowedOnceAlsoWhenTheDriverDiesBeforeItIsGone() throws Exception {
    // given a gap that was accepted, the order still there, and another gap
    kafka.send(feed, 0, visits(0, 10));
    land("first", 10);
    kafka.send(feed, 0, visits(10, 20));
    kafka.deleteBefore(feed, 0, 12);
    landing.files().write(landing.paths().acceptGapOrder(), "order-1\n");
    FeedLander second = landing.driver("second");
    FeedQuery dead = source(second);
    second.resume(topic());
    landing.files().write(landing.paths().acceptGapOrder(), "order-1\n");
    kafka.deleteBefore(feed, 0, 15);

    // when, then
    assertThat(dead.endOffsets()).containsEntry(0, 20L);
    assertThatThrownBy(() -> source(landing, "third").start(spark, MANY))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("offsets [12, 15) are gone");
    assertThat(gaps()).hasSize(1);
  }

  @Test
  void anOrderWithoutAGapChangesNothingAndIsGone() throws Exception {
    kafka.send(feed, 0, visits(0, 3));
    landing.files().write(landing.paths().acceptGapOrder(), "order-1\n");

    land("first", 3);

    assertThat(gaps()).isEmpty();
    assertThat(landing.files().exists(landing.paths().acceptGapOrder())).isFalse();
  }

  @Test
  void aTopicMadeAnewIsNoticedAlsoWhenItsOffsetsAreBeyondOurs() throws Exception {
    // given
    kafka.send(feed, 0, visits(0, 3));
    land("first", 3);
    kafka.delete(feed);
    kafka.create(feed, 1);
    kafka.send(feed, 0, visits(100, 105));

    // when, then
    assertThatThrownBy(() -> source(landing, "second").start(spark, MANY))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("partition 0: the topic was recreated; landed was up to 3");

    // when
    landing.files().write(landing.paths().acceptGapOrder(), "order-1\n");
    land("third", 8);

    // then
    assertThat(gaps())
        .flatExtracting(CommitRecord::gaps)
        .containsExactly(new OffsetGap(0, 3, 0L, Reason.RECREATED));
  }

  @Test
  void aTopicMadeAnewWhileTheQueryRunsIsNoticedBeforeARecordOfItLands() throws Exception {
    // given
    kafka.send(feed, 0, visits(0, 3));
    FeedQuery source = source(landing, "first");
    StreamingQuery query = source.start(spark, MANY);
    await().atMost(SOON).until(() -> rows() == 3);

    // when
    kafka.delete(feed);
    kafka.create(feed, 1);
    kafka.send(feed, 0, visits(100, 110));

    // then
    await().atMost(SOON).until(() -> !query.isActive());
    assertThatThrownBy(source::requireNoGap)
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("the topic was recreated");
    assertThat(rows()).isEqualTo(3);
  }

  @Test
  void aNewPartitionIsReadFromItsFirstRecord() throws Exception {
    // given
    kafka.send(feed, 0, visits(0, 3));
    land("first", 3);
    kafka.addPartitions(feed, 2);
    kafka.send(feed, 1, visits(10, 14));

    // when
    land("second", 7);

    // then
    assertThat(gaps()).isEmpty();
    assertThat(landing.last().endsByPartition()).containsEntry(0, 3L).containsEntry(1, 4L);
  }

  @Test
  void theLogAloneResumesWhateverHappensToSparksCheckpoint() throws Exception {
    // given
    kafka.send(feed, 0, visits(0, 5));
    FeedQuery source = source(landing, "first");
    StreamingQuery query = source.start(spark, MANY);
    await().atMost(SOON).until(() -> rows() == 5);

    // when it is deleted while the query runs
    assertThat(scratches()).isNotEmpty();
    for (Path scratch : scratches()) {
      FileUtils.deleteDirectory(scratch.toFile());
    }
    kafka.send(feed, 0, visits(5, 10));
    await().atMost(SOON).until(() -> !query.isActive() || rows() == 10);
    query.stop();

    // and what is left of it is rubbish and empty files before the next attempt
    for (Path scratch : scratches()) {
      try (Stream<Path> all = Files.walk(scratch)) {
        int number = 0;
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          Files.writeString(file, number++ % 2 == 0 ? "" : "rubbish");
        }
      }
    }
    kafka.send(feed, 0, visits(10, 12));
    land("second", 12);

    // then
    assertThat(offsets())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 12).mapToObj(Long::valueOf).toList());
  }

  @Test
  void theSameOffsetsLandedTwiceAreTheSameRows(@TempDir Path otherRoot) throws Exception {
    // given records of several hours, late ones, duplicates and such that are refused
    List<String> values = new ArrayList<>(visits(0, 40));
    values.add(7, "no json");
    values.add(19, "{\"id\": null}");
    values.add(23, visit("v23", "2025-12-31T23:59:59.999999Z"));
    values.add(values.get(3));
    kafka.send(feed, 0, values);

    // when one driver lands them at once and another in batches of any size
    LocalLanding other = landing(otherRoot);
    for (var attempt : Map.of(landing, MANY, other, 7L).entrySet()) {
      StreamingQuery query = source(attempt.getKey(), "a").start(spark, attempt.getValue());
      query.processAllAvailable();
      query.stop();
      assertThat(count(attempt.getKey())).isEqualTo(values.size());
    }

    // then
    assertThat(batches(landing)).isLessThan(batches(other));
    assertThat(everything(other)).containsExactlyElementsOf(everything(landing));
    assertThat(refused(other)).containsExactlyElementsOf(refused(landing)).hasSize(2);
  }

  /** Lands with a new driver until so many rows are there. */
  private void land(String attempt, long rows) throws Exception {
    StreamingQuery query = source(landing, attempt).start(spark, MANY);
    await()
        .atMost(SOON)
        .until(
            () -> {
              if (query.exception().isDefined()) {
                throw query.exception().get();
              }
              return rows() == rows;
            });
    query.stop();
  }

  private LocalLanding landing(Path folder) throws IOException {
    LocalLanding fresh = new LocalLanding(spark, folder, feed);
    fresh.declare(1, Visits.yaml(feed, ""), Visits.avsc(feed, ""));
    return fresh;
  }

  private FeedQuery source(LocalLanding of, String attempt) {
    return source(of.driver(attempt));
  }

  private FeedQuery source(FeedLander lander) {
    FeedQuery source =
        new FeedQuery(
            LandingSettings.parse(
                new String[] {
                  "--feeds",
                  "none",
                  "--brokers",
                  kafka.brokers(),
                  "--root",
                  "none",
                  "--trigger",
                  "PT0.5S"
                }),
            lander);
    sources.add(source);
    return source;
  }

  private TopicState topic() {
    try (TopicOffsets offsets = new TopicOffsets(kafka.brokers(), feed)) {
      return offsets.state();
    }
  }

  private List<CommitRecord> gaps() {
    return landing.records().filter(record -> record.kind() == Kind.GAP).toList();
  }

  private static long batches(LocalLanding of) {
    return of.records().filter(record -> record.kind() == Kind.BATCH).count();
  }

  private long rows() {
    return Files.exists(root.resolve("raw").resolve(feed)) ? landing.raw("id STRING").count() : 0;
  }

  private static long count(LocalLanding of) {
    CommitRecord last = of.last();
    return last.totalLanded() + last.totalQuarantined();
  }

  private List<Long> offsets() {
    return landing.raw("id STRING").select("kafka_offset").collectAsList().stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  /** Every column but when it was landed, of every row. */
  private static List<String> everything(LocalLanding of) {
    return of
        .raw("id STRING, at TIMESTAMP, visitor STRING, kafka_time TIMESTAMP")
        .collectAsList()
        .stream()
        .map(Row::json)
        .sorted()
        .toList();
  }

  private static List<String> refused(LocalLanding of) {
    return of.quarantine().drop("ingest_time").collectAsList().stream()
        .map(Row::json)
        .sorted()
        .toList();
  }

  private List<Path> scratches() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(
              path -> path.getFileName().toString().startsWith("checkpoint-" + feed + "-"))
          .toList();
    }
  }

  private static List<String> visits(int from, int until) {
    return IntStream.range(from, until)
        .mapToObj(i -> visit("v" + i, "2026-01-01T%02d:00:00Z".formatted(10 + i % 3)))
        .toList();
  }

  private static String visit(String id, String at) {
    return "{\"id\": \"%s\", \"at\": \"%s\", \"visitor\": \"anyone\"}".formatted(id, at);
  }
}
