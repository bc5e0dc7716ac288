package io.millrace.streaming;

import static io.millrace.streaming.Batches.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.StagedCompaction;
import io.millrace.model.streaming.CompactionSettings;
import io.millrace.streaming.compact.Compactor;
import io.millrace.streaming.compact.HourMerge;
import io.millrace.streaming.compact.HourOwner;
import io.millrace.streaming.compact.HourSize;
import io.millrace.streaming.parquet.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

  private static final String FEED = "visits";
  private static final String DT = "2026-01-01";
  private static final String HOUR = "10";
  private static final EventHour EVENT_HOUR = EventHour.parse(DT, HOUR);
  private static final int MIN_FILES = 3;
  private static final Duration SETTLE = Duration.ofMinutes(10);
  private static final Duration GRACE = Duration.ofHours(24);

  private static SparkSession spark;

  @TempDir private Path root;
  private LocalLanding landing;
  private LandingPaths paths;
  private Instant now = Instant.now();

  @BeforeAll
  static void startSpark() {
    spark = TestSpark.session();
  }

  @BeforeEach
  void setUp() throws Exception {
    landing = new LocalLanding(spark, root, FEED);
    paths = landing.paths();
    landing.declare(1, Visits.yaml(""), Visits.avsc(""));
  }

  @Test
  void theManyFilesOfAClosedHourBecomeOneWithTheSameRows() {
    // given
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    String before = size().current().location();

    // when
    assertThat(settled(lander).next()).isTrue();

    // then
    assertThat(offsets()).containsExactlyElementsOf(upTo(MIN_FILES));
    assertThat(size().files()).isEqualTo(1);
    assertThat(size().current().location()).isNotEqualTo(before);
    assertThat(landing.last().kind()).isEqualTo(CommitRecord.Kind.COMPACTION);
    assertThat(landing.last().compaction().replaced()).hasSize(MIN_FILES);
    assertThat(visible(before)).as("what queries that have begun are reading").hasSize(MIN_FILES);
    assertThat(landing.files().names(paths.compaction())).isEmpty();
  }

  @Test
  void anHourIsCompactedOnce() {
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    Compactor compactor = settled(lander);

    assertThat(compactor.next()).isTrue();
    assertThat(compactor.next()).isFalse();
  }

  @Test
  void anOpenHourAndOneOfFewFilesAreLeftAsTheyAre() {
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    Compactor compactor = settled(lander);

    assertThat(compactor.next()).as("open").isFalse();
    close();
    assertThat(compactor.next()).as("closed since").isTrue();

    land(lander, 3, 1);
    assertThat(compactor.next()).as("two files").isFalse();
    land(lander, 4, 1);
    assertThat(compactor.next()).as("three files").isTrue();
    assertThat(offsets()).containsExactlyElementsOf(upTo(5));
  }

  @Test
  void aRowThatComesLateLandsWhereTheHourIsNow() {
    // given
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    settled(lander).next();
    String folder = size().current().location();

    // when: by the same driver, and by one that has to ask where the hour is
    land(lander, 3, 1);
    land(driver(), 4, 1);

    // then
    assertThat(visible(folder)).hasSize(3);
    assertThat(offsets()).containsExactlyElementsOf(upTo(5));
    assertThat(landing.files().exists(paths.reopenedMarker(DT, HOUR, landing.last().seq())))
        .isTrue();
  }

  @Test
  void aMergeOfAnHourThatHasChangedMeanwhileIsDoneAgain() {
    // given: a late row lands between the merge and the swap
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    List<Long> late = new ArrayList<>(List.of(3L));
    HourOwner owner =
        new Decorated(landing.hours(lander)) {
          @Override
          public boolean replace(StagedCompaction staged) {
            late.forEach(offset -> land(lander, offset, 1));
            late.clear();
            return super.replace(staged);
          }
        };
    Compactor compactor = settled(owner);

    // when
    assertThat(compactor.next()).isFalse();

    // then
    assertThat(landing.last().kind()).isEqualTo(CommitRecord.Kind.BATCH);
    assertThat(landing.files().names(paths.compaction())).isEmpty();
    assertThat(compactor.next()).isTrue();
    assertThat(offsets()).containsExactlyElementsOf(upTo(4));
    assertThat(size().files()).isEqualTo(1);
  }

  @Test
  void whereverADriverDiesItsSuccessorFinishesAndNoReaderMissesARowMeanwhile() {
    for (String step :
        List.of("hour", "append", "publish", "register", "reopen", "markPublished")) {
      for (Death.When when : Death.When.values()) {
        // given
        landing.catalog().clear();
        landing.files().delete(paths.root() + "/ops/landing");
        landing.files().delete(paths.log());
        landing.files().delete(paths.rawTable());
        Death death = new Death(step, when);
        FeedLander dying = landing.driver("dying", death::decorate);
        land(dying, 0, MIN_FILES);
        close();
        Compactor compactor = settled(dying);
        death.dueNow();

        // when
        assertThatThrownBy(compactor::next).as("%s %s", when, step).isInstanceOf(Killed.class);

        // then
        List<Long> all = upTo(MIN_FILES);
        assertThat(offsets()).as("%s %s", when, step).containsExactlyElementsOf(all);
        FeedLander successor = driver();
        assertThat(offsets()).as("%s %s, taken over", when, step).containsExactlyElementsOf(all);
        settled(successor).next();
        assertThat(offsets()).as("%s %s, compacted", when, step).containsExactlyElementsOf(all);
        assertThat(size().files()).as("%s %s", when, step).isEqualTo(1);
        land(successor, MIN_FILES, 1);
        assertThat(offsets()).as("%s %s, landed on", when, step).hasSize(MIN_FILES + 1);
        assertThatThrownBy(() -> land(dying, MIN_FILES, 1))
            .as("%s %s: a driver that failed lands nothing more", when, step)
            .isInstanceOf(RuntimeException.class);
        assertThat(offsets()).hasSize(MIN_FILES + 1);
      }
    }
  }

  @Test
  void whatADriverHadMergedIsTakenUpByItsSuccessorAndWhatItHadNotIsRemoved() {
    // given: one that was stopped before its request was answered, and half of another
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    HourOwner stopped =
        new Decorated(landing.hours(lander)) {
          @Override
          public boolean replace(StagedCompaction staged) {
            throw new Killed();
          }
        };
    assertThatThrownBy(settled(stopped)::next).isInstanceOf(Killed.class);
    landing.files().write(paths.compaction() + "/half/task-1.parquet", "PAR1");
    FeedLander successor = driver();
    HourOwner owner =
        new Decorated(landing.hours(successor)) {
          @Override
          public List<Column> columns(String table) {
            throw new AssertionError("nothing is to be merged again");
          }
        };

    // when
    settled(owner).next();

    // then
    assertThat(size().files()).isEqualTo(1);
    assertThat(offsets()).hasSize(MIN_FILES);
    assertThat(landing.files().names(paths.compaction())).isEmpty();
  }

  @Test
  void aDriverThatTookOverLeavesAllHoursWhereTheyAreAtFirst() {
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    Compactor compactor = compactor(landing.hours(lander));

    assertThat(compactor.next()).isFalse();
    now = now.plus(SETTLE);
    assertThat(compactor.next()).isTrue();
  }

  @Test
  void anHourWithAFileThatLandingDidNotWriteIsLeftAsItIs() {
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    landing.files().write(size().current().location() + "/stranger.parquet", "PAR1");

    assertThat(settled(lander).next()).isFalse();
    assertThat(size().files()).isEqualTo(MIN_FILES);
  }

  @Test
  void anHourThatCannotBeReadIsLeftAsItIsAndHoldsNoOtherUp() throws Exception {
    // given: an earlier hour with a damaged file
    FeedLander lander = driver();
    for (long offset = 0; offset < MIN_FILES; offset++) {
      land(lander, offset, "09");
    }
    landing.files().write(paths.closedFlag(DT, "09"), "");
    land(lander, MIN_FILES, MIN_FILES);
    close();
    FileStatus damaged =
        visible(landing.catalog().hour(paths.rawTableName(), DT, "09").orElseThrow().location())
            .get(0);
    Files.write(Path.of(damaged.getPath().toUri()), new byte[(int) damaged.getLen()]);
    Compactor compactor = settled(lander);

    // when, then
    assertThat(compactor.next()).isTrue();
    assertThat(size().files()).isEqualTo(1);
    assertThat(compactor.next()).isFalse();
    assertThat(visible(damaged.getPath().getParent().toString())).hasSize(MIN_FILES);
    assertThat(landing.files().names(paths.compaction())).isEmpty();
  }

  @Test
  void replacedFilesGoAfterTheGraceAndNotBefore() {
    // given
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    String before = size().current().location();
    Compactor compactor = settled(lander);
    compactor.next();

    // when, then
    now = Instant.now().plus(GRACE).minusSeconds(60);
    compactor.next();
    assertThat(visible(before)).hasSize(MIN_FILES);
    now = Instant.now().plus(GRACE).plusSeconds(60);
    compactor.next();
    assertThat(landing.files().exists(before)).isFalse();
    assertThat(offsets()).hasSize(MIN_FILES);
    assertThat(landing.files().names(paths.root() + "/ops/replaced/raw." + FEED)).isEmpty();
  }

  @Test
  void aMergeThatIsCancelledChangesNothing() {
    FeedLander lander = driver();
    land(lander, 0, MIN_FILES);
    close();
    HourMerge merge = merge();
    Compactor compactor = compactor(landing.hours(lander), merge);
    now = now.plus(SETTLE);
    merge.cancel();

    assertThatThrownBy(compactor::next).isInstanceOf(CancellationException.class);
    assertThat(size().files()).isEqualTo(MIN_FILES);
    assertThat(landing.files().names(paths.compaction())).isEmpty();
  }

  private FeedLander driver() {
    return landing.driver(UUID.randomUUID().toString());
  }

  /** Batches of one row each. */
  private static void land(FeedLander lander, long from, int batches) {
    for (long offset = from; offset < from + batches; offset++) {
      land(lander, offset, HOUR);
    }
  }

  private static void land(FeedLander lander, long offset, String hour) {
    String visit = "{\"id\": \"v%d\", \"at\": \"%sT%s:00:00Z\"}".formatted(offset, DT, hour);
    lander.land(new Batches(spark).of(live(0, offset, visit)));
  }

  private void close() {
    landing.files().write(paths.closedFlag(DT, HOUR), "");
  }

  private Compactor settled(FeedLander lander) {
    return settled(landing.hours(lander));
  }

  private Compactor settled(HourOwner owner) {
    Compactor compactor = compactor(owner);
    now = now.plus(SETTLE);
    return compactor;
  }

  private Compactor compactor(HourOwner owner) {
    return compactor(owner, merge());
  }

  private Compactor compactor(HourOwner owner, HourMerge merge) {
    return new Compactor(
        owner,
        landing.backlog(),
        landing.catalog(),
        landing.files(),
        merge,
        new CompactionSettings(MIN_FILES, 128L << 20, Duration.ofSeconds(1), SETTLE, GRACE),
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        });
  }

  private static HourMerge merge() {
    return new HourMerge(
        new JavaSparkContext(spark.sparkContext()),
        UUID.randomUUID().toString(),
        Clock.systemUTC());
  }

  private HourSize size() {
    return landing.catalog().sizes("raw." + FEED, List.of(EVENT_HOUR)).get(EVENT_HOUR);
  }

  private List<FileStatus> visible(String folder) {
    return landing.files().visible(folder);
  }

  /** What a reader sees of the hour, who asks the metastore where it is. */
  private List<Long> offsets() {
    return spark
        .read()
        .parquet(size().current().location())
        .orderBy("kafka_offset")
        .select("kafka_offset")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  private static List<Long> upTo(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  /** An owner of hours of which a test changes something. */
  private static class Decorated implements HourOwner {
    private final HourOwner owner;

    Decorated(HourOwner owner) {
      this.owner = owner;
    }

    @Override
    public LandingPaths paths() {
      return owner.paths();
    }

    @Override
    public List<String> tables() {
      return owner.tables();
    }

    @Override
    public List<Column> columns(String table) {
      return owner.columns(table);
    }

    @Override
    public boolean isClosed(String table, EventHour hour) {
      return owner.isClosed(table, hour);
    }

    @Override
    public boolean replace(StagedCompaction staged) {
      return owner.replace(staged);
    }
  }
}
