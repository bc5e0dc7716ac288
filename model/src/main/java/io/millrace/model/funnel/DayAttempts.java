package io.millrace.model.funnel;

/**
 * The attempts that began on one day, as few of them as can matter: for each number of steps, the
 * one that began last of those that got so far. Of two attempts that wait for the same step the
 * later can do whatever the earlier can, and has more time left.
 */
final class DayAttempts {

  private final long epochDay;
  private final long windowMicros;
  private final Attempt[] latest;
  private final boolean[] waits;

  DayAttempts(long epochDay, int steps, long windowMicros) {
    this.epochDay = epochDay;
    this.windowMicros = windowMicros;
    this.latest = new Attempt[steps];
    this.waits = new boolean[steps];
  }

  long epochDay() {
    return epochDay;
  }

  /** Takes whichever steps an event is; from the last to the first, so that it is one at most. */
  void go(long micros, int fitting, boolean breaks) {
    for (int i = latest.length - 2; i >= 0; i--) {
      if (!waits[i]) {
        continue;
      }
      boolean isNext = (fitting & (1 << (i + 1))) != 0;
      if (isNext && micros - latest[i].entryMicros() <= windowMicros) {
        latest[i + 1] = latest[i].then(micros);
        waits[i + 1] = true;
        waits[i] = false;
      } else if (isNext || breaks) {
        waits[i] = false;
      }
    }
  }

  void enter(Attempt attempt) {
    latest[0] = attempt;
    waits[0] = true;
  }

  /** The attempt that got furthest. */
  Conversion best() {
    int i = latest.length - 1;
    while (latest[i] == null) {
      i--;
    }
    return latest[i].on(epochDay);
  }
}
