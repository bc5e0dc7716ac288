package io.millrace.warehouse.session;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive days whose sessions are computed together.
 *
 * <p>A visitor who never pauses has a session chain without a beginning, and with a maximum
 * duration the cuts depend on that beginning. So a chain is followed back at most to the window's
 * anchor, and taken to begin with its first event from there on. The anchor is the start of the
 * week (of seven days since 1970-01-01) before the one that the days are in: 7 to 13 days back, and
 * the same however the days of a week are grouped into runs.
 *
 * @param first the first day
 * @param last the last day, in the same week
 */
record SessionWindow(LocalDate first, LocalDate last) {

  private static final int WEEK = 7;

  /** The fewest windows for those days, which are in ascending order. */
  static List<SessionWindow> of(List<LocalDate> days) {
    List<SessionWindow> windows = new ArrayList<>();
    for (LocalDate day : days) {
      SessionWindow previous = windows.isEmpty() ? null : windows.get(windows.size() - 1);
      if (previous != null
          && day.equals(previous.last.plusDays(1))
          && week(day) == week(previous.last)) {
        windows.set(windows.size() - 1, new SessionWindow(previous.first, day));
      } else {
        windows.add(new SessionWindow(day, day));
      }
    }
    return windows;
  }

  /** The earliest day that may be read for this window. */
  LocalDate anchor() {
    return LocalDate.ofEpochDay((week(first) - 1) * WEEK);
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  private static long week(LocalDate day) {
    return Math.floorDiv(day.toEpochDay(), WEEK);
  }
}
