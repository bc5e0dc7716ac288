package io.millrace.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A comparison is fair only when both sides do the same. */
class LiveBaselineTest {
  private static final Feed ACTIVITY =
      FeedCatalog.load(Path.of("../conf/feeds")).require("activity");

  @Test
  void bothCountTheSameEventsInTheSameWindows() {
    Object[][] rows = VisitRows.of(ACTIVITY, 30_000);

    assertThat(LiveBench.windows(ACTIVITY, rows))
        .hasSize(4)
        .isEqualTo(LiveBench.naive(ACTIVITY, rows).events());
  }
}
