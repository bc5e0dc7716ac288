package io.millrace.model.live;

import java.util.Arrays;

/** How often each number, not negative, occurs: open addressing over arrays of long. */
final class LongCounts {
  private static final int SMALLEST_TABLE = 4;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  /** A number plus one; 0 where nothing is. */
  private long[] keys = new long[SMALLEST_TABLE];

  private long[] counts = new long[SMALLEST_TABLE];
  private int size;

  int size() {
    return size;
  }

  void add(long number, long times) {
    int mask = keys.length - 1;
    int slot = slot(number, mask);
    while (keys[slot] != 0 && keys[slot] != number + 1) {
      slot = slot + 1 & mask;
    }
    counts[slot] += times;
    if (keys[slot] == 0) {
      keys[slot] = number + 1;
      size++;
      if (size * 4 > keys.length * 3) {
        grow();
      }
    }
  }

  void addAll(LongCounts other) {
    for (int slot = 0; slot < other.keys.length; slot++) {
      if (other.keys[slot] != 0) {
        add(other.keys[slot] - 1, other.counts[slot]);
      }
    }
  }

  /** The numbers, ascending. */
  long[] numbers() {
    long[] numbers = new long[size];
    int at = 0;
    for (long key : keys) {
      if (key != 0) {
        numbers[at++] = key - 1;
      }
    }
    Arrays.sort(numbers);
    return numbers;
  }

  /** How often that number, which occurs, does. */
  long count(long number) {
    int mask = keys.length - 1;
    int slot = slot(number, mask);
    while (keys[slot] != number + 1) {
      slot = slot + 1 & mask;
    }
    return counts[slot];
  }

  LongCounts copy() {
    LongCounts copy = new LongCounts();
    copy.keys = keys.clone();
    copy.counts = counts.clone();
    copy.size = size;
    return copy;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new long[keys.length];
    size = 0;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldKeys[slot] != 0) {
        add(oldKeys[slot] - 1, oldCounts[slot]);
      }
    }
  }

  private static int slot(long number, int mask) {
    return (int) ((number * SPREAD) >>> 32) & mask;
  }
}
