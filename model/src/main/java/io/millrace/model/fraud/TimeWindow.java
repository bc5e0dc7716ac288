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

  private long[] times;
  private long[] values;
  private int from;
  private int until;
  private long completeFrom = Long.MIN_VALUE;

  TimeWindow() {
    times = EMPTY;
    values = EMPTY;
  }

  private TimeWindow(StateInput in) {
    completeFrom = in.readSigned();
    until = in.readCount(2);
    times = new long[until];
    values = new long[times.length];
    long time = 0;
    for (int i = 0; i < until; i++) {
      time += in.readSigned();
      times[i] = time;
      values[i] = in.readSigned();
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
      out.writeSigned(times[i] - time);
      time = times[i];
      out.writeSigned(values[i]);
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
    while (from < until && times[from] < time) {
      dropFirst();
    }
  }

  /** Adds a number, behind those of the same time. */
  void add(long time, long value) {
    if (size() == MOST) {
      dropFirst();
    }
    if (until == times.length) {
      makeRoom();
    }
    int at = until++;
    while (at > from && times[at - 1] > time) {
      times[at] = times[at - 1];
      values[at] = values[at - 1];
      at--;
    }
    times[at] = time;
    values[at] = value;
  }

  /** How many lie between those times, both included. */
  int count(long first, long last) {
    return Math.max(0, end(last) - start(first));
  }

  /** The sum of those that lie between those times, both included. */
  long sum(long first, long last) {
    long sum = 0;
    for (int i = end(last) - 1; i >= from && times[i] >= first; i--) {
      sum += values[i];
    }
    return sum;
  }

  /** Whether that number is among them, most likely as one of the last. */
  boolean contains(long value) {
    for (int i = until - 1; i >= from; i--) {
      if (values[i] == value) {
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
    while (at > from && times[at - 1] == time && values[at - 1] >= value) {
      at--;
    }
    return at - many - from;
  }

  long timeAt(int place) {
    return times[from + place];
  }

  long valueAt(int place) {
    return values[from + place];
  }

  private void dropFirst() {
    completeFrom = Math.max(completeFrom, times[from] + 1);
    from++;
  }

  private void makeRoom() {
    int size = size();
    if (2 * size >= times.length) {
      int capacity = Math.max(FIRST_CAPACITY, Math.min(2 * MOST, times.length * 2));
      times = Arrays.copyOfRange(times, from, from + capacity);
      values = Arrays.copyOfRange(values, from, from + capacity);
    } else {
      System.arraycopy(times, from, times, 0, size);
      System.arraycopy(values, from, values, 0, size);
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
    if (from == until || times[until - 1] <= time) {
      return until;
    }
    int low = from;
    int high = until - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
