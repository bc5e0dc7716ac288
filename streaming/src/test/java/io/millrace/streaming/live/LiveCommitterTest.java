package io.millrace.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.FieldType;
import io.millrace.model.landing.LandingStore;
import io.millrace.model.landing.SegmentedLog;
import io.millrace.model.landing.TopicOffset;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.FencedException;
import io.millrace.streaming.TestSpark;
import io.millrace.streaming.live.StoppedStore.DriverStopped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCommitterTest {

  private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(TEN.plusSeconds(7200), ZoneOffset.UTC);

  private static final LiveTable VISITS =
      new LiveTable(
          "visits_by_minute",
          "Visits of a minute",
          List.of(
              new LiveColumn("window_start", FieldType.TIMESTAMP, "Where it begins"),
              new LiveColumn("visits", FieldType.LONG, "How many")));

  private static SparkSession spark;

  @TempDir private Path root;
  private LocalLive live;

  @BeforeAll
  static void startSpark() {
    spark = TestSpark.session();
  }

  @BeforeEach
  void anEmptyLog() throws Exception {
    live = new LocalLive(root, "visits");
  }

  @Test
  void rowsAreInTheHourOfTheirFirstColumnAndTheLogSaysWhereToGoOn() {
    // given
    LiveCommitter committer = open("first");
    assertThat(committer.finalUntil()).isEmpty();
    assertThat(committer.rebuildFrom()).isEmpty();

    // when
    committer.commit(List.of(row(0), row(59), row(60)), minute(61), offsets(70));

    // then
    assertThat(
            live.table(spark, "visits_by_minute")
                .selectExpr("dt", "hour", "visits")
                .collectAsList())
        .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
        .containsExactlyInAnyOrder("2026-01-01 10 0", "2026-01-01 10 59", "2026-01-01 11 60");
    assertThat(live.registered())
        .containsEntry("live.visits_by_minute/2026-01-01/10", 2L)
        .containsEntry("live.visits_by_minute/2026-01-01/11", 1L);
    LiveCommitter successor = open("second");
    assertThat(successor.finalUntil()).contains(minute(61));
    assertThat(successor.rebuildFrom()).isEqualTo(offsets(70));
    assertThat(successor.claim()).isGreaterThan(committer.claim());
  }

  @Test
  void whatWasFinalBeforeIsNotCommittedAgain() {
    LiveCommitter committer = open("first");
    committer.commit(List.of(row(0)), minute(1), offsets(1));

    committer.commit(List.of(row(0)), minute(1), offsets(1));

    assertThat(minutes()).containsExactly(0L);
  }

  @Test
  void aDriverWhoseLogAnotherHasTakenCommitsNothing() {
    // given
    LiveCommitter zombie = open("first");
    LiveCommitter successor = open("second");

    // when
    assertThatThrownBy(() -> zombie.commit(List.of(row(0)), minute(1), offsets(1)))
        .isInstanceOf(FencedException.class);
    successor.commit(List.of(row(0)), minute(1), offsets(1));

    // then
    assertThatThrownBy(() -> zombie.commit(List.of(row(1)), minute(2), offsets(2)))
        .isInstanceOf(FencedException.class);
    assertThat(minutes()).containsExactly(0L);
  }

  @Test
  void eachRowIsThereOnceWhereverADriverIsStopped() throws Exception {
    boolean stopped = true;
    for (int moment = 0; stopped; moment++) {
      // given
      live = new LocalLive(root.resolve("stopped-" + moment), "visits");
      StoppedStore dying = new StoppedStore(moment);

      // when
      try {
        commitAll(dying.around(live.store()), "first");
      } catch (DriverStopped e) {
        // its successor goes on below
      }
      stopped = dying.stopped();
      commitAll(live.store(), "second");

      // then
      assertThat(minutes()).as("stopped at moment %d", moment).containsExactly(0L, 1L, 2L, 3L);
      assertThat(live.registered())
          .as("stopped at moment %d", moment)
          .containsEntry("live.visits_by_minute/2026-01-01/10", 4L);
      assertThat(live.files().names(live.paths().staging())).isEmpty();
    }
  }

  @Test
  void aFullSegmentOfTheLogIsMerged() {
    // given as many claims as there were drivers
    open("driver-1");
    String claim = live.files().read(live.paths().logEntry(1)).orElseThrow();
    assertThat(claim).contains("\"seq\":1,");
    for (int seq = 2; seq < SegmentedLog.SEGMENT - 1; seq++) {
      live.files()
          .write(live.paths().logEntry(seq), claim.replace("\"seq\":1,", "\"seq\":" + seq + ","));
    }
    LiveCommitter committer = open("the last");
    assertThat(committer.claim()).isEqualTo(SegmentedLog.SEGMENT - 1);

    // when
    committer.commit(List.of(row(0)), minute(1), offsets(1));

    // then
    assertThat(live.files().names(live.paths().mergedSegment(0))).containsExactly("commits.json");
    assertThat(open("a successor").finalUntil()).contains(minute(1));
  }

  /** Two commits of two minutes each, of which those that the log has are left out. */
  private void commitAll(LandingStore store, String attempt) {
    LiveCommitter committer = open(store, attempt);
    for (int until = 2; until <= 4; until += 2) {
      Instant finalUntil = minute(until);
      if (committer.finalUntil().map(known -> known.isBefore(finalUntil)).orElse(true)) {
        committer.commit(List.of(row(until - 2), row(until - 1)), finalUntil, offsets(until));
      }
    }
  }

  private LiveCommitter open(String attempt) {
    return open(live.store(), attempt);
  }

  private LiveCommitter open(LandingStore store, String attempt) {
    return LiveCommitter.open(live.log(store), new Configuration(), CLOCK, attempt);
  }

  private List<Long> minutes() {
    return live.table(spark, "visits_by_minute").select("visits").collectAsList().stream()
        .map(row -> row.getLong(0))
        .sorted()
        .toList();
  }

  private static LiveRow row(int minute) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, minute(minute));
    return new LiveRow(VISITS, micros, new Object[] {micros, (long) minute});
  }

  private static Instant minute(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }

  private static List<TopicOffset> offsets(long offset) {
    return List.of(new TopicOffset("visits", 0, offset));
  }
}
