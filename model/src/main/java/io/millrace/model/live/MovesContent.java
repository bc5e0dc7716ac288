package io.millrace.model.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts of moves and of paths over three pages, and of each session the last move, which a later
 * pane may continue. So a window holds one move of a session, not all of them.
 */
final class MovesContent implements WindowContent {
  private static final int SITE_AND_SESSION = 2;
  private static final int MOVES = 0;

  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Move> last = new HashMap<>();

  @Override
  public void add(String session, PaneValue pane) {
    String site = DimText.split(session, SITE_AND_SESSION).get(0);
    Move before = last.get(session);
    for (Move move : pane.moves(MOVES).inOrder()) {
      count(DimText.join(site, move.from(), move.to(), null));
      if (before != null && before.to().equals(move.from())) {
        count(DimText.join(site, before.from(), move.from(), move.to()));
      }
      before = move;
    }
    last.put(session, before);
  }

  private void count(String dims) {
    counts.merge(dims, 1L, Long::sum);
  }

  /** The whole: a session's moves are counted together with those of others. */
  @Override
  public WindowContent copyFor(Set<String> keys) {
    MovesContent copy = new MovesContent();
    copy.counts.putAll(counts);
    copy.last.putAll(last);
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
