package io.millrace.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {

  @Test
  void deadLettersAreCountedByReason() {
    // given
    Feed feed = FeedCatalog.load(Path.of("../conf/feeds")).require("activity");

    // then
    assertThat(Replay.deadLetters(feed, Map.of())).isEqualTo("no dead letters");
    assertThat(Replay.deadLetters(feed, Map.of("MALFORMED", 60L, "EMPTY", 40L)))
        .isEqualTo("100 dead letters in activity.dlq (EMPTY 40, MALFORMED 60)");
  }

  @Test
  void aRunHasLandedWhenEachOfItsPartitionsIsPassed() {
    // given
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    RunRecord run =
        new RunRecord(
            "20260101T000000-01234567",
            "orders",
            "a.csv",
            "00",
            now,
            now,
            30,
            0,
            List.of(new OffsetRange(0, 10, 20), new OffsetRange(2, 0, 20)));

    // then
    assertThat(RunLanding.missing(run, Map.of())).isEqualTo(30);
    assertThat(RunLanding.missing(run, Map.of(0, 15L, 2, 20L))).isEqualTo(5);
    assertThat(RunLanding.missing(run, Map.of(0, 20L, 1, 3L, 2, 25L))).isZero();
  }
}
