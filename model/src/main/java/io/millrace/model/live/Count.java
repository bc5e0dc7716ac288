package io.millrace.model.live;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;

/** How many. */
final class Count implements Measure {
  static final int TAG = 1;

  private long count;

  void increment() {
    count++;
  }

  void add(long more) {
    count += more;
  }

  long value() {
    return count;
  }

  @Override
  public void merge(Measure other) {
    count += ((Count) other).count;
  }

  @Override
  public Count copy() {
    Count copy = new Count();
    copy.count = count;
    return copy;
  }

  @Override
  public void write(StateOutput out) {
    out.writeVarint(count);
  }

  static Count read(StateInput in) {
    Count read = new Count();
    read.count = in.readVarint();
    return read;
  }

  @Override
  public int tag() {
    return TAG;
  }
}
