package io.millrace.model.live;

import java.util.Comparator;

/**
 * A visitor's step from one page to another.
 *
 * @param micros when the other page was viewed
 * @param session hash of the session
 * @param id hash of the event's id, by which a repeated event is known
 */
record Move(long micros, long session, long id, String from, String to)
    implements Comparable<Move> {
  private static final Comparator<Move> ORDER =
      Comparator.comparingLong(Move::micros)
          .thenComparingLong(Move::session)
          .thenComparingLong(Move::id);

  /** In time; at the same time, in an order that is always the same. */
  @Override
  public int compareTo(Move other) {
    return ORDER.compare(this, other);
  }
}
