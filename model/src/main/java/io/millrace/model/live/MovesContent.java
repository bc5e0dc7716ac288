package io.millrace.model.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts of moves and of paths over three pages, and of each session the last move, which a later
 * pane may continue. So a window holds one move of a session, not all of them.
 */
final class MovesContent implements WindowContent {
  private static final int SITE_AND_PART = 2;
  private static final int MOVES = 0;

  /** A session of a site. */
  private record Session(String site, long hash) {}

  private final Map<String, Long> counts = new HashMap<>();
  private final Map<Session, Move> last = new HashMap<>();
  private final Map<Session, Move> lastBefore;

  MovesContent() {
    this(Map.of());
  }

  private MovesContent(Map<Session, Move> lastBefore) {
    this.lastBefore = lastBefore;
  }

  @Override
  public void add(String key, PaneValue pane) {
    String site = DimText.split(key, SITE_AND_PART).get(0);
    for (Move move : pane.moves(MOVES).inOrder()) {
      Session session = new Session(site, move.session());
      Move before = last.put(session, move);
      if (before == null) {
        before = lastBefore.get(session);
      }
      count(DimText.join(site, move.from(), move.to(), null));
      if (before != null && before.to().equals(move.from())) {
        count(DimText.join(site, before.from(), move.from(), move.to()));
      }
    }
  }

  private void count(String dims) {
    counts.merge(dims, 1L, Long::sum);
  }

  /**
   * The whole: a session's moves are counted together with those of others. To be used before this
   * gets another pane.
   */
  @Override
  public WindowContent copyFor(Set<String> keys) {
    // Sessions are many: the copy looks here for those that it has not moved itself.
    MovesContent copy = new MovesContent(last);
    copy.counts.putAll(counts);
    return copy;
  }

  @Override
  public boolean takes(String key) {
    return true;
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public int size() {
    return counts.size() + last.size();
  }

  @Override
  public void tell(Results results) {
    counts.forEach((dims, count) -> results.accept(dims, new Object[] {count}, count));
  }
}
