package io.millrace.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.replay.ReplayProgress;
import io.millrace.ingest.replay.ReplayProgress.Phase;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {

  @Test
  void progressTellsHowFarAndHowFast() {
    // given
    ReplayProgress progress = new ReplayProgress(Phase.SENDING, 512 << 10, 1 << 20, 5000, 4990, 10);

    // then
    assertThat(Replay.line(progress, Duration.ofSeconds(2)))
        .isEqualTo("512 KiB of 1.0 MiB, 5,000 lines, 2,500 a second, 2.0 s");
  }

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
