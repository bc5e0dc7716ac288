package io.millrace.model.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a board tells of panes, step by step. */
class WindowBoardTest {
  private static final Feed ACTIVITY =
      FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final LiveViews views = LiveViews.of(ACTIVITY);
  private final Contributor contributor = new Contributor(views);
  private final WindowBoard board =
      new WindowBoard(views, new BoardSettings(Duration.ZERO, Optional.empty(), 1));

  @Test
  void slidingWindowsAreFinalWhenTheWatermarkReachesTheirEnd() {
    view("u1", "/home", 1);
    view("u2", "/home", 6);
    update();

    assertThat(board.advance(NOON.plusSeconds(9)))
        .extracting(WindowRow::end)
        .containsExactly(NOON.plusSeconds(5));
    List<WindowRow> finals = board.advance(NOON.plusSeconds(10));

    assertThat(finals).hasSize(1);
    assertThat(finals.get(0).start()).isEqualTo(NOON);
    assertThat(finals.get(0).values()[1]).isEqualTo(2L);
  }

  private void view(String user, String page, long second) {
    Object[] row = new Object[ACTIVITY.fields().size()];
    row[ACTIVITY.indexOf("user_id")] = user;
    row[ACTIVITY.indexOf("event_type")] = "page_view";
    row[ACTIVITY.indexOf("page")] = page;
    contributor.add(row, WindowBoard.micros(NOON.plusSeconds(second)));
  }

  private void update() {
    contributor.drain(board::update);
  }
}
