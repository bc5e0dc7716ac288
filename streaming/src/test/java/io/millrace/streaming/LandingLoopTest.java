package io.millrace.streaming;

import static io.millrace.streaming.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.model.landing.CommitRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingLoopTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  private static SparkSession spark;

  @TempDir private Path root;
  private final Map<String, LocalLanding> landings = new TreeMap<>();
  private HdfsFiles files;
  private LandingLoop loop;
  private CompletableFuture<Boolean> end;

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
  void aFeedWithOneRecord() throws Exception {
    files = feed("visits").files();
    feed("visits").declare(1, Visits.yaml(""), Visits.avsc(""));
    send("visits", visit(0, "v1"));
  }

  @AfterEach
  void stop() {
    if (!end.isDone()) {
      files.write(uri() + "/ops/streaming/app.stop", "");
    }
    await().atMost(SOON).until(end::isDone);
    loop.close();
  }

  @Test
  void aFeedDeclaredWhileItRunsIsLandedWithTheOthers() throws Exception {
    // given
    run();
    await().atMost(SOON).until(() -> rows("visits") == 1);

    // when
    feed("calls").declare(1, Visits.yaml("calls", ""), Visits.avsc("calls", ""));
    send("calls", visit(0, "c1"));
    send("visits", visit(1, "v2"));

    // then
    await().atMost(SOON).until(() -> rows("calls") == 1 && rows("visits") == 2);
    assertThat(files.read(feed("calls").paths().declaredVersion())).contains("1\n");
  }

  @Test
  void aNewVersionIsTakenUpWhileItRuns() throws Exception {
    // given
    run();
    await().atMost(SOON).until(() -> rows("visits") == 1);

    // when
    feed("visits").declare(2, Visits.yaml(""), Visits.avsc(Visits.DEVICE));
    await()
        .atMost(SOON)
        .until(() -> files.read(feed("visits").paths().declaredVersion()).get().equals("2\n"));
    send("visits", visit(1, "v2"));

    // then
    await().atMost(SOON).until(() -> rows("visits") == 2);
    assertThat(
            feed("visits")
                .raw("device STRING")
                .where("device = 'phone'")
                .select("kafka_offset")
                .collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(1L);
  }

  @Test
  void aFeedWithoutAUsableVersionWaitsForOneAndHoldsNoOtherUp() throws Exception {
    // given
    feed("calls").declare(1, "feed: calls", "{}");
    send("calls", visit(0, "c1"));

    // when
    run();

    // then
    await().atMost(SOON).until(() -> rows("visits") == 1);
    assertThat(files.exists(uri() + "/ops/streaming/app.ready")).isTrue();
    assertThat(files.read(feed("calls").paths().refusedVersion()).orElseThrow())
        .startsWith("v0001: ");

    // when
    feed("calls").declare(2, Visits.yaml("calls", ""), Visits.avsc("calls", ""));

    // then
    await().atMost(SOON).until(() -> rows("calls") == 1);
    assertThat(files.exists(feed("calls").paths().refusedVersion())).isFalse();
  }

  @Test
  void aFeedThatMustNotGoOnStopsAloneAndWhenAllHaveItEnds() throws Exception {
    // given
    feed("calls").declare(1, Visits.yaml("calls", ""), Visits.avsc("calls", ""));
    run();
    await().atMost(SOON).until(() -> rows("visits") == 1);

    // when offset 1 is missing
    send("calls", visit(0, "c1"), visit(2, "c3"));

    // then
    await().atMost(SOON).until(() -> files.exists(feed("calls").paths().stopped()));
    send("visits", visit(1, "v2"));
    await().atMost(SOON).until(() -> rows("visits") == 2);

    // when
    send("visits", visit(3, "v4"));

    // then
    await().atMost(SOON).until(end::isDone);
    assertThat(end).isCompletedWithValue(false);
  }

  @Test
  void declarationsThatCannotBeReadWhileItRunsHoldNothingUp() throws Exception {
    // given
    run();
    await().atMost(SOON).until(() -> rows("visits") == 1);

    // when
    Path feeds = root.resolve("feeds");
    Files.move(feeds, root.resolve("hidden"));
    Files.writeString(feeds, "a file where the folder was");
    send("visits", visit(1, "v2"));

    // then
    await().atMost(SOON).until(() -> rows("visits") == 2);
    assertThat(end).isNotDone();
  }

  private LocalLanding feed(String name) {
    return landings.computeIfAbsent(
        name,
        feed -> {
          try {
            return new LocalLanding(spark, root, feed);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void run() {
    FeedRuns runs =
        new FeedRuns(
            feed("visits").declared(),
            name -> true,
            (paths, found) -> {
              FeedLander lander = feed(paths.feed()).lander(found, "attempt");
              return new FeedRun(
                  lander,
                  new FolderSource(lander, topic(paths.feed())),
                  paths.stopped(),
                  feed(paths.feed()).catalog(),
                  List.of());
            },
            files,
            uri());
    loop =
        new LandingLoop(
            runs, files, uri(), new StatusFile(files, uri(), "app", 1, Clock.systemUTC()));
    end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return loop.run(spark);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private String uri() {
    return feed("visits").paths().root();
  }

  private Path topic(String feed) {
    return root.resolve("topics").resolve(feed);
  }

  /** One batch of records. */
  private void send(String feed, Row... records) {
    new Batches(spark)
        .of(records)
        .coalesce(1)
        .write()
        .mode("append")
        .parquet(topic(feed).toString());
  }

  private long rows(String feed) {
    return Files.exists(root.resolve("raw").resolve(feed))
        ? feed(feed).raw("id STRING").count()
        : 0;
  }

  /** A folder of Parquet files in place of a topic. */
  private record FolderSource(FeedLander lander, Path folder) implements FeedSource {

    @Override
    public StreamingQuery start(SparkSession session, CommitRecord last, long limit)
        throws IOException, TimeoutException {
      Files.createDirectories(folder);
      VoidFunction2<Dataset<Row>, Long> land = (batch, id) -> lander.land(batch);
      return session
          .readStream()
          .schema(Batches.INPUT)
          .parquet(folder.toString())
          .writeStream()
          .option("checkpointLocation", Files.createTempDirectory("checkpoint").toString())
          .foreachBatch(land)
          .start();
    }

    @Override
    public Map<Integer, Long> endOffsets() {
      return new TreeMap<>();
    }

    @Override
    public void close() {}
  }
}
