package io.millrace.model.live;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;

/**
 * The distribution of some numbers, none negative: exact while there are at most {@link #EXACT}
 * different ones. Beyond, numbers are rounded to {@value #SIGNIFICANT_BITS} binary digits, as in
 * HdrHistogram: those below 1,024 stay exact, others are at most 1/1,024 off. Its size depends on
 * the numbers' magnitudes, not on how many they are.
 */
final class Quantiles implements Measure {
  static final int TAG = 5;

  /** So many different numbers are kept exactly. */
  static final int EXACT = 1_024;

  private static final int SIGNIFICANT_BITS = 10;

  private LongCounts numbers = new LongCounts();
  private long count;
  private boolean rounded;

  void add(long number) {
    numbers.add(rounded ? round(number) : number, 1);
    count++;
    bound();
  }

  /**
   * The number below which so many hundredths of the numbers lie; between two of them it is
   * interpolated, as Hive's {@code percentile} does.
   *
   * @param percent from 0 to 100
   * @return null without any number
   */
  Double percentile(int percent) {
    if (count == 0) {
      return null;
    }
    // Whole numbers as long as possible, so that no digit is made up.
    long hundredths = percent * (count - 1);
    long rank = hundredths / 100;
    double rest = hundredths % 100;
    long lower = -1;
    long seen = 0;
    for (long number : numbers.numbers()) {
      seen += numbers.count(number);
      if (lower < 0 && seen > rank) {
        lower = number;
      }
      if (seen > rank + 1) {
        return (lower * (100 - rest) + number * rest) / 100;
      }
    }
    return (double) lower;
  }

  private void bound() {
    if (!rounded && numbers.size() > EXACT) {
      roundAll();
    }
  }

  private void roundAll() {
    rounded = true;
    LongCounts exact = numbers;
    numbers = new LongCounts();
    for (long number : exact.numbers()) {
      numbers.add(round(number), exact.count(number));
    }
  }

  /** The middle of the numbers that begin with the same binary digits. */
  private static long round(long number) {
    int shift = Long.SIZE - Long.numberOfLeadingZeros(number) - SIGNIFICANT_BITS;
    return shift <= 0 ? number : number >> shift << shift | 1L << shift >> 1;
  }

  @Override
  public void merge(Measure other) {
    Quantiles that = (Quantiles) other;
    if (that.rounded && !rounded) {
      roundAll();
    }
    if (rounded && !that.rounded) {
      for (long number : that.numbers.numbers()) {
        numbers.add(round(number), that.numbers.count(number));
      }
    } else {
      numbers.addAll(that.numbers);
    }
    count += that.count;
    bound();
  }

  @Override
  public Quantiles copy() {
    Quantiles copy = new Quantiles();
    copy.numbers = numbers.copy();
    copy.count = count;
    copy.rounded = rounded;
    return copy;
  }

  @Override
  public void write(StateOutput out) {
    long[] sorted = numbers.numbers();
    out.writeByte(rounded ? 1 : 0);
    out.writeVarint(sorted.length);
    long before = 0;
    for (long number : sorted) {
      out.writeVarint(number - before);
      out.writeVarint(numbers.count(number));
      before = number;
    }
  }

  static Quantiles read(StateInput in) {
    Quantiles read = new Quantiles();
    read.rounded = in.readByte() != 0;
    int different = in.readCount(2);
    long number = 0;
    for (int i = 0; i < different; i++) {
      number += in.readVarint();
      long times = in.readVarint();
      read.numbers.add(number, times);
      read.count += times;
    }
    return read;
  }

  @Override
  public int tag() {
    return TAG;
  }
}
