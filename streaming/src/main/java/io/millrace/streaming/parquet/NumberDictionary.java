package io.millrace.streaming.parquet;

import java.util.Arrays;

/** Numbers, each once, by the order in which they came. */
final class NumberDictionary {

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int FIRST_SLOTS = 64;

  private long[] values = new long[FIRST_SLOTS / 2];
  private int[] slots = new int[FIRST_SLOTS]; // id + 1, 0 for none
  private int size;
  private long last;
  private int lastId = -1;
  private int[] seenIn = new int[FIRST_SLOTS / 2];
  private int pages;
  private long[] found = new long[FIRST_SLOTS / 2];
  private int foundCount;

  int size() {
    return size;
  }

  long at(int id) {
    return values[id];
  }

  long[] values() {
    return values;
  }

  /** The number's place; it gets one if it has none. */
  int idOf(long number) {
    if (number == last && lastId >= 0) {
      return lastId;
    }
    int slot = slotOf(number);
    int id = slots[slot] - 1;
    if (id < 0) {
      id = put(number, slot);
    }
    last = number;
    lastId = id;
    return id;
  }

  private int put(long number, int slot) {
    if (size == values.length) {
      grow();
      return put(number, slotOf(number));
    }
    values[size] = number;
    slots[slot] = size + 1;
    return size++;
  }

  private int slotOf(long number) {
    int mask = slots.length - 1;
    int slot = (int) ((number * MIX) >>> 32) & mask;
    while (slots[slot] != 0 && values[slots[slot] - 1] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    values = Arrays.copyOf(values, 2 * values.length);
    seenIn = Arrays.copyOf(seenIn, values.length);
    found = Arrays.copyOf(found, values.length);
    slots = new int[2 * values.length];
    for (int id = 0; id < size; id++) {
      slots[slotOf(values[id])] = id + 1;
    }
  }

  /** The different values of a page; {@link #found} says how many. */
  long[] valuesOf(Ids page) {
    pages++;
    foundCount = 0;
    for (int i = 0; i < page.count(); i++) {
      int id = page.at(i);
      if (seenIn[id] != pages) {
        seenIn[id] = pages;
        found[foundCount++] = values[id];
      }
    }
    return found;
  }

  int found() {
    return foundCount;
  }

  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(seenIn, 0, size, 0);
    size = 0;
    lastId = -1;
  }
}
