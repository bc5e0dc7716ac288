package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The many files of an hour become few while a reader looks, who notices nothing. The stream is
 * started again for it, so that compaction does not wait for long.
 */
@Order(700)
@ExtendWith(SharedCluster.class)
class HourCompactionTest {

  private static final Path SETTINGS = Checkout.root().resolve("conf/streaming.yaml");
  private static final int YEAR = 2009;
  private static final String ROWS =
      "FROM raw.activity WHERE dt = '" + YEAR + "-05-17' AND hour = '10'";
  private static final String COUNTS = "count(*), count(DISTINCT kafka_partition, kafka_offset)";
  private static final String COMPACTED =
      ".*/raw/activity/dt=" + YEAR + "-05-17/hour=10\\.[0-9a-f]{8}";
  private static final int FILES = 3;
  private static final int RECORDS_EACH = 500;
  private static final int RECORDS = FILES * RECORDS_EACH;

  private static String settings;

  private final TestCluster cluster;

  HourCompactionTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  static void compactSoon() throws IOException {
    settings = Files.readString(SETTINGS);
    Files.writeString(
        SETTINGS, "compaction:\n  min_files: " + FILES + "\n  every: PT1S\n  settle: PT0S\n");
  }

  @AfterAll
  static void restoreSettings() throws IOException {
    Files.writeString(SETTINGS, settings);
  }

  @Test
  void anHoursManyFilesBecomeOneAndNoReaderSeesARowTwiceOrMissesOne() throws Exception {
    // given an hour that grows by batches, and a reader
    cluster.millrace().run("stream", "restart").requireSuccess();
    Path file = write("part-of-hour.log", RECORDS_EACH);
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> read(ended));

    replay(file);

    // when it has enough files
    try (SlowReader slow =
        SlowReader.start(
            cluster, COUNTS, ROWS, 20, seen -> assertThat(seen.get(1)).isEqualTo(seen.get(0)))) {
      for (int i = 1; i < FILES; i++) {
        replay(file);
      }
      await("fewer files")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () ->
                  assertThat(places())
                      .hasSizeLessThan(FILES)
                      .allSatisfy(path -> assertThat(folder(path)).matches(COMPACTED)));
      assertThat(slow.end()).as("queries whose files were replaced").isPositive();
    } finally {
      ended.set(true);
    }

    // then
    assertThat(reader.get()).as("looks that found what must be").isPositive();
    assertThat(counts().get(0)).isEqualTo("" + RECORDS);

    // when rows come late
    Path late = write("late-rows.log", 3);
    replay(late);

    // then they lie with the others, which more files may have made new ones again
    assertThat(counts()).isEqualTo(List.of("" + (RECORDS + 3), "" + (RECORDS + 3)));
    assertThat(places().stream().map(HourCompactionTest::folder).distinct())
        .singleElement()
        .asString()
        .matches(COMPACTED);
    cluster
        .millrace()
        .run("audit", "--feed", "activity", "--days", YEAR + "-05-17")
        .requireSuccess();
  }

  /** Looks until it is ended; gives how often it looked. */
  private int read(AtomicBoolean ended) {
    int looks = 0;
    long before = 0;
    try (Hive hive = cluster.hive()) {
      while (!ended.get()) {
        List<String> seen = counts(hive);
        long rows = Long.parseLong(seen.get(0));
        assertThat(seen.get(1)).as("different offsets of %d rows", rows).isEqualTo("" + rows);
        assertThat(rows).as("a reader's count").isGreaterThanOrEqualTo(before);
        before = rows;
        looks++;
      }
    }
    return looks;
  }

  private void replay(Path file) {
    cluster
        .millrace()
        .run("replay", file.toString(), "--feed", "activity", "--wait")
        .requireSuccess();
  }

  private List<String> counts() {
    try (Hive hive = cluster.hive()) {
      return counts(hive);
    }
  }

  private static List<String> counts(Hive hive) {
    return hive.rows("SELECT %s %s".formatted(COUNTS, ROWS)).get(0);
  }

  private List<String> places() {
    try (Hive hive = cluster.hive()) {
      return hive.rows("SELECT DISTINCT INPUT__FILE__NAME " + ROWS).stream()
          .map(row -> row.get(0))
          .toList();
    }
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static Path write(String name, int records) throws IOException {
    List<String> hour =
        AccessLogLines.ofOneDayIn(YEAR).stream()
            .filter(line -> line.contains("/May/" + YEAR + ":10:"))
            .toList();
    List<String> lines = Stream.generate(() -> hour).flatMap(List::stream).limit(records).toList();
    Path file = Checkout.target().resolve(name);
    Files.write(file, lines, UTF_8);
    return file;
  }
}
