package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.util.Arrays;

/**
 * Numbers by their times, in the order of time and, at the same time, of arrival. At most {@value
 * #MOST}: one more drops the oldest, and from which time on nothing is missing is known.
 */
final class TimeWindow implements RuleState {

  /** As many as are kept. */
  static final int MOST = 4_096;

  private static final int FIRST_CAPACITY = 4;
  private static final long[] EMPTY = {};

  /**
   * A time and its number beside each other, so that looking at an account touches little memory.
   */
  private long[] entries;

  private int from;
  private int until;
  private long completeFrom = Long.MIN_VALUE;

  TimeWindow() {
    entries = EMPTY;
  }

  private TimeWindow(StateInput in) {
    completeFrom = in.readSigned();
    until = in.readCount(2);
    entries = new long[2 * until];
    long time = 0;
    for (int i = 0; i < until; i++) {
      time += in.readSigned();
      set(i, time, in.readSigned());
    }
  }

  static TimeWindow read(StateInput in) {
    return new TimeWindow(in);
  }

  @Override
  public void write(StateOutput out) {
    out.writeSigned(completeFrom);
    out.writeVarint(size());
    long time = 0;
    for (int i = from; i < until; i++) {
      out.writeSigned(time(i) - time);
      time = time(i);
      out.writeSigned(value(i));
    }
  }

  int size() {
    return until - from;
  }

  /** Whether nothing of that time or later was dropped. */
  boolean isCompleteFrom(long time) {
    return time >= completeFrom;
  }

  /** Forgets what is earlier than that. */
  void dropBefore(long time) {
    while (from < until && time(from) < time) {
      dropFirst();
    }
  }

  /** Adds a number, behind those of the same time. */
  void add(long time, long value) {
    if (size() == MOST) {
      dropFirst();
    }
    if (2 * until == entries.length) {
      makeRoom();
    }
    int at = until++;
    while (at > from && time(at - 1) > time) {
      set(at, time(at - 1), value(at - 1));
      at--;
    }
    set(at, time, value);
  }

  /** How many lie between those times, both included. */
  int count(long first, long last) {
    return Math.max(0, end(last) - start(first));
  }

  /** The sum of those that lie between those times, both included. */
  long sum(long first, long last) {
    long sum = 0;
    for (int i = end(last) - 1; i >= from && time(i) >= first; i--) {
      sum += value(i);
    }
    return sum;
  }

  /** Whether that number is among them, most likely as one of the last. */
  boolean contains(long value) {
    for (int i = until - 1; i >= from; i--) {
      if (value(i) == value) {
        return true;
      }
    }
    return false;
  }

  /**
   * Of numbers that rise with arrival: the place of the one that is so many before a number of that
   * time, or a negative place where there are not as many.
   *
   * @return what {@link #timeAt} and {@link #valueAt} take
   */
  int placeBefore(long time, long value, int many) {
    int at = end(time);
    while (at > from && time(at - 1) == time && value(at - 1) >= value) {
      at--;
    }
    return at - many - from;
  }

  long timeAt(int place) {
    return time(from + place);
  }

  long valueAt(int place) {
    return value(from + place);
  }

  private long time(int position) {
    return entries[2 * position];
  }

  private long value(int position) {
    return entries[2 * position + 1];
  }

  private void set(int position, long time, long value) {
    entries[2 * position] = time;
    entries[2 * position + 1] = value;
  }

  private void dropFirst() {
    completeFrom = Math.max(completeFrom, time(from) + 1);
    from++;
  }

  /** Moves all to the front, into a longer array where more than half of this one is taken. */
  private void makeRoom() {
    int size = size();
    int capacity = entries.length / 2;
    if (2 * size >= capacity) {
      int more = Math.max(FIRST_CAPACITY, 2 * capacity);
      entries = Arrays.copyOfRange(entries, 2 * from, 2 * (from + more));
    } else {
      System.arraycopy(entries, 2 * from, entries, 0, 2 * size);
    }
    from = 0;
    until = size;
  }

  /** The position of the first that is not before that time. */
  private int start(long time) {
    return time == Long.MIN_VALUE ? from : end(time - 1);
  }

  /** The position behind the last that is not after that time; mostly that is the end. */
  private int end(long time) {
    if (from == until || time(until - 1) <= time) {
      return until;
    }
    int low = from;
    int high = until - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time(middle) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
