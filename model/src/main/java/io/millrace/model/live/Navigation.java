package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import io.millrace.model.state.Hash64;
import java.time.Duration;
import java.util.List;

/**
 * How visitors move. A move is a page view that says from which page of the site it came. Two moves
 * of a session that follow each other, the second from where the first led, are a path over three
 * pages. Panes keep moves, those of many sessions together; {@link MovesContent} counts.
 */
final class Navigation extends LiveView {
  static final ViewShape SHAPE =
      new ViewShape(
          "navigation",
          "How often visitors went from page to page in a window",
          List.of(
              WindowSpec.tumbling(Duration.ofMinutes(1)),
              WindowSpec.tumbling(Duration.ofMinutes(5))),
          List.of(
              new LiveColumn("site", FieldType.STRING, "Site"),
              new LiveColumn("previous_page", FieldType.STRING, "The page they came from"),
              new LiveColumn("page", FieldType.STRING, "The page they came to"),
              new LiveColumn(
                  "next_page",
                  FieldType.STRING,
                  "The page they went on to, empty where all who came are counted")),
          List.of(new LiveColumn("moves", FieldType.LONG, "How often")));

  private static final int MOVES = 0;

  /** Panes of a site, over which its sessions are spread: few, but small ones. */
  private static final int PARTS = 32;

  private final ActivityFields fields;
  private final int id;
  private final int page;
  private final int previousPage;

  Navigation(Feed feed) {
    super(SHAPE);
    fields = new ActivityFields(feed);
    id = feed.indexOf(feed.idField());
    page = feed.indexOf("page");
    previousPage = feed.indexOf("previous_page");
  }

  @Override
  String key(Object[] row) {
    boolean isMove = fields.isPageView(row) && row[page] != null && row[previousPage] != null;
    return isMove
        ? DimText.join(fields.site(row), Long.toString(Math.floorMod(session(row), PARTS)))
        : null;
  }

  @Override
  List<Measure> measures() {
    return List.of(new Moves());
  }

  @Override
  void measure(Object[] row, long micros, PaneValue pane) {
    pane.moves(MOVES)
        .add(
            new Move(
                micros,
                session(row),
                Hash64.of((String) row[id]),
                (String) row[previousPage],
                (String) row[page]));
  }

  private long session(Object[] row) {
    String session = fields.session(row);
    return session == null ? 0 : Hash64.of(session);
  }

  @Override
  WindowContent newContent() {
    return new MovesContent();
  }

  @Override
  Object[] nothing() {
    return new Object[] {0L};
  }
}
