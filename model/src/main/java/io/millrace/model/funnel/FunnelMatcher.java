package io.millrace.model.funnel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Follows one visitor, or one session, through a funnel in a single pass over the events in their
 * order. What it holds does not grow with their number.
 *
 * <p><b>What a funnel means.</b> Every event that fits the first step begins an <i>attempt</i>. An
 * attempt takes each further step with the first event after its last step that fits, if that comes
 * within the window, which is measured from the first step and includes both ends. An event is one
 * step of an attempt at most; it may be steps of several. In strict mode an attempt is over at the
 * first page view after its first step that does not fit the next one; other events (clicks,
 * sections that come into view) are passed over.
 *
 * <p><b>Who is counted.</b> Of all attempts that begin on one day the one counts that got furthest
 * and, of several, the one that began last. So a visitor counts once for each day on which he
 * enters, at the day of his entry, and with the segments of the entry that counts. A session counts
 * once, for all attempts in it, on the day that it starts.
 *
 * <p>Days are UTC. Not thread-safe.
 */
public final class FunnelMatcher {

  private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

  private final Funnel funnel;
  private final long windowMicros;
  private final Deque<DayAttempts> open = new ArrayDeque<>();
  private final List<Conversion> done = new ArrayList<>();
  private long sessionDay = Long.MIN_VALUE;
  private long last = Long.MIN_VALUE;

  /** A matcher that has seen nothing. */
  public FunnelMatcher(Funnel funnel) {
    this.funnel = funnel;
    this.windowMicros = funnel.windowMicros();
  }

  /**
   * Begins with another session, of a funnel that counts sessions.
   *
   * @param epochDay the day that it starts on
   */
  public void beginSession(long epochDay) {
    this.sessionDay = epochDay;
  }

  /**
   * The next event.
   *
   * @throws IllegalArgumentException when it goes back in time
   */
  public void add(FunnelEvent event) {
    long micros = event.timeMicros();
    if (micros < last) {
      throw new IllegalArgumentException(
          "Events of a visitor must be in time order, but " + micros + " follows " + last + ".");
    }
    last = micros;
    int fitting = funnel.stepsFitting(event);
    boolean breaks = funnel.breaksAt(event);
    if (fitting == 0 && !breaks) {
      return;
    }
    closeBefore(micros);
    open.forEach(attempts -> attempts.go(micros, fitting, breaks));
    if ((fitting & 1) != 0) {
      attemptsOf(dayOf(micros)).enter(Attempt.begin(micros, funnel.segmentsOf(event)));
    }
  }

  /**
   * How far the visitor got on each day on which he entered, or the session, once all events have
   * been added. Afterwards the matcher has seen nothing.
   *
   * @return by day, in ascending order
   */
  public List<Conversion> end() {
    open.forEach(attempts -> done.add(attempts.best()));
    List<Conversion> conversions = List.copyOf(done);
    open.clear();
    done.clear();
    last = Long.MIN_VALUE;
    return conversions;
  }

  private long dayOf(long micros) {
    return funnel.counting() == Funnel.Counting.SESSION
        ? sessionDay
        : Math.floorDiv(micros, MICROS_PER_DAY);
  }

  private DayAttempts attemptsOf(long day) {
    if (open.isEmpty() || open.getLast().epochDay() != day) {
      open.add(new DayAttempts(day, funnel.steps().size(), windowMicros));
    }
    return open.getLast();
  }

  /** Forgets the days whose last attempt has no time left. */
  private void closeBefore(long micros) {
    while (funnel.counting() == Funnel.Counting.VISITOR
        && !open.isEmpty()
        && micros - windowMicros >= (open.getFirst().epochDay() + 1) * MICROS_PER_DAY) {
      done.add(open.removeFirst().best());
    }
  }
}
