package io.millrace.model.live;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;

/** The least and the greatest of some numbers. */
final class Extremes implements Measure {
  static final int TAG = 3;

  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;

  void add(long number) {
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
  }

  /** Null without any. */
  Long least() {
    return isEmpty() ? null : least;
  }

  /** Null without any. */
  Long greatest() {
    return isEmpty() ? null : greatest;
  }

  private boolean isEmpty() {
    return least > greatest;
  }

  @Override
  public void merge(Measure other) {
    Extremes that = (Extremes) other;
    least = Math.min(least, that.least);
    greatest = Math.max(greatest, that.greatest);
  }

  @Override
  public Extremes copy() {
    Extremes copy = new Extremes();
    copy.merge(this);
    return copy;
  }

  @Override
  public void write(StateOutput out) {
    out.writeByte(isEmpty() ? 0 : 1);
    if (!isEmpty()) {
      out.writeSigned(least);
      out.writeSigned(greatest);
    }
  }

  static Extremes read(StateInput in) {
    Extremes read = new Extremes();
    if (in.readByte() != 0) {
      read.least = in.readSigned();
      read.greatest = in.readSigned();
    }
    return read;
  }

  @Override
  public int tag() {
    return TAG;
  }
}
