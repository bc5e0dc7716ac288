package io.millrace.model.fraud.second;

import java.util.Arrays;

/**
 * A merchant's payments within the span that ends at the latest of them: when each was made, and
 * whether it counts. At most {@value #MOST}: one more drops the oldest.
 */
final class MerchantWindow {

  /** As many as are kept. */
  static final int MOST = 4_096;

  private static final int FIRST_CAPACITY = 4;

  private final long span;

  /** A ring of times, doubled, plus 1 where the payment counts. */
  private long[] entries = new long[FIRST_CAPACITY];

  private int from;
  private int size;
  private int counted;
  private long completeFrom = Long.MIN_VALUE;
  private boolean isAbove;

  MerchantWindow(long span) {
    this.span = span;
  }

  /** Adds a payment that is not earlier than those before, and drops what the span has left. */
  void add(long time, boolean counts) {
    // what the payment before came to says nothing of one that it is too far from
    isAbove &= size > 0 && last() >= time - span;
    while (size > 0 && first() < time - span) {
      dropFirst();
    }
    if (size == MOST) {
      completeFrom = first() + 1;
      dropFirst();
    }
    if (size == entries.length) {
      makeRoom();
    }
    entries[(from + size) & (entries.length - 1)] = time << 1 | (counts ? 1 : 0);
    size++;
    counted += counts ? 1 : 0;
  }

  /**
   * Notes whether the latest payment is above the limit.
   *
   * @return whether it is and the payment before, if it is within the span, was not
   */
  boolean rises(boolean isNowAbove) {
    boolean rises = isNowAbove && !isAbove;
    isAbove = isNowAbove;
    return rises;
  }

  int size() {
    return size;
  }

  /** How many of them count. */
  int counted() {
    return counted;
  }

  /** When the earliest was made. */
  long first() {
    return entries[from] >> 1;
  }

  /** When the latest was made. */
  long last() {
    return entries[(from + size - 1) & (entries.length - 1)] >> 1;
  }

  /** Whether all payments within the span are there. */
  boolean isComplete() {
    return last() - span >= completeFrom;
  }

  private void dropFirst() {
    counted -= (int) (entries[from] & 1);
    from = (from + 1) & (entries.length - 1);
    size--;
  }

  private void makeRoom() {
    long[] larger = Arrays.copyOfRange(entries, from, from + 2 * size);
    System.arraycopy(entries, 0, larger, size - from, from);
    entries = larger;
    from = 0;
  }
}
