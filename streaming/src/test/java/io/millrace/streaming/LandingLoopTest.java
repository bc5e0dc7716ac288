package io.millrace.streaming;

import static io.millrace.streaming.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.model.streaming.ApplicationStatus;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.StatusJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
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
  private final Map<String, LandingMeter> meters = new TreeMap<>();
  private Predicate<String> chosen = name -> true;
  private Callable<FeedCompanion> companion;
  private HdfsFiles files;
  private LandingLoop loop;
  private CompletableFuture<Boolean> end;

  @BeforeAll
  static void startSpark() {
    spark = TestSpark.session();
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
        .until(
            () ->
                files
                    .read(feed("visits").paths().declaredVersion())
                    .filter("2\n"::equals)
                    .isPresent());
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

  @Test
  void anotherLimitIsTakenUpBetweenTwoBatchesAndNoRecordIsLostOrDoubled() throws Exception {
    // given a limit that the first batch shows to be wrong
    run();
    await().atMost(SOON).until(() -> rows("visits") == 1);
    LandingMeter meter = meters.get("visits");
    long before = meter.limit().current();

    // when records go on coming
    meter.limit().observe(before, Duration.ofSeconds(2));
    for (int offset = 1; offset <= 5; offset++) {
      send("visits", visit(offset, "v" + offset));
    }

    // then
    await().atMost(SOON).until(() -> meter.status().limit() != before);
    await().atMost(SOON).until(() -> rows("visits") == 6);
    assertThat(meter.status().restarts()).isOne();
    assertThat(meter.status().state()).isEqualTo(QueryState.RUNNING);
    send("visits", visit(6, "v6"));
    await().atMost(SOON).until(() -> rows("visits") == 7);
    assertThat(offsets("visits")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(end).isNotDone();
  }

  @Test
  void whatRunsBesideLandingMayFailAndIsToldInTheStatus() throws Exception {
    // given
    companion =
        () -> {
          throw new IOException("no broker answers");
        };

    // when
    run();

    // then
    await()
        .atMost(SOON)
        .until(
            () ->
                status()
                    .map(ApplicationStatus::queries)
                    .filter(queries -> queries.size() == 2)
                    .map(queries -> queries.get(1))
                    .filter(live -> live.state() == QueryState.RETRYING)
                    .filter(live -> live.lastError().equals("no broker answers"))
                    .isPresent());
    send("visits", visit(1, "v2"));
    await().atMost(SOON).until(() -> rows("visits") == 2);
    assertThat(status().orElseThrow().queries().get(0).query()).isEqualTo("landing-visits");
    assertThat(status().orElseThrow().attempt()).isOne();
  }

  @Test
  void aFeedThatIsNotChosenIsLeftToItsOwnApplication() throws Exception {
    // given
    feed("calls").declare(1, Visits.yaml("calls", ""), Visits.avsc("calls", ""));
    send("calls", visit(0, "c1"));
    chosen = name -> name.equals("visits");

    // when
    run();

    // then
    await().atMost(SOON).until(() -> rows("visits") == 1);
    assertThat(status().map(ApplicationStatus::queries).orElse(List.of()))
        .noneMatch(query -> query.query().contains("calls"));
    assertThat(files.names(feed("calls").paths().log())).isEmpty();
  }

  private Optional<ApplicationStatus> status() {
    return files.read(uri() + "/ops/streaming/app.status").flatMap(StatusJson::read);
  }

  private List<Long> offsets(String feed) {
    return feed(feed).raw("id STRING").select("kafka_offset").collectAsList().stream()
        .map(row -> row.getLong(0))
        .sorted()
        .toList();
  }

  private List<CompanionRun> companions(String feed) {
    if (companion == null) {
      return List.of();
    }
    FeedCompanion.Plan plan =
        new FeedCompanion.Plan() {
          @Override
          public String name() {
            return "live-" + feed;
          }

          @Override
          public FeedCompanion start() throws Exception {
            return companion.call();
          }
        };
    return List.of(new CompanionRun(plan, CompanionRun.BackOff.STANDARD, Clock.systemUTC()));
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
            chosen,
            (paths, found) -> {
              FeedLander lander = feed(paths.feed()).lander(found, "attempt");
              meters.put(paths.feed(), lander.meter());
              return new FeedRun(
                  lander,
                  new FolderSource(lander, topic(paths.feed()), () -> rows(paths.feed())),
                  paths.stopped(),
                  feed(paths.feed()).catalog(),
                  companions(paths.feed()));
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

  /**
   * A folder of Parquet files in place of a topic, of one partition.
   *
   * @param landed how many records have landed, which is where the next begins
   */
  private record FolderSource(FeedLander lander, Path folder, LongSupplier landed)
      implements FeedSource {

    @Override
    public StreamingQuery start(SparkSession session, long limit)
        throws IOException, TimeoutException {
      Files.createDirectories(folder);
      VoidFunction2<Dataset<Row>, Long> land = (batch, id) -> lander.land(batch);
      return session
          .readStream()
          .schema(Batches.INPUT)
          .parquet(folder.toString())
          .where(functions.col("offset").geq(landed.getAsLong()))
          .writeStream()
          .option("checkpointLocation", Files.createTempDirectory("checkpoint").toString())
          .foreachBatch(land)
          .start();
    }

    @Override
    public void requireNoGap() {}

    @Override
    public Map<Integer, Long> endOffsets() {
      return new TreeMap<>();
    }

    @Override
    public void close() {}
  }
}
