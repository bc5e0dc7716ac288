package io.millrace.streaming.parquet;

import java.util.Arrays;

/** The dictionary's numbers of a page's values, in their order. */
final class Ids {

  private int[] ids = new int[64];
  private int count;

  void add(int id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = id;
  }

  int count() {
    return count;
  }

  int at(int i) {
    return ids[i];
  }

  void clear() {
    count = 0;
  }

  private static int width(int dictionarySize) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(dictionarySize - 1);
  }

  /** About how many bytes they take, if not one stands several times in a row. */
  long bytes(int dictionarySize) {
    return (long) count * width(dictionarySize) / Byte.SIZE;
  }

  /** Writes them as a page's values: the width in bits, then the numbers. */
  void writeTo(int dictionarySize, ByteSink out) {
    int width = width(dictionarySize);
    out.put(width);
    HybridLevels.write(ids, count, width, out);
  }
}
