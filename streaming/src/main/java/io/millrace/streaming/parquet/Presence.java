package io.millrace.streaming.parquet;

import java.util.Arrays;

/** A bit for each row of a page, such as whether it has a value: its definition levels. */
final class Presence {

  private long[] words = new long[8];
  private int rows;
  private int present;

  void add(boolean bit) {
    int word = rows >>> 6;
    if (word == words.length) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    if (bit) {
      words[word] |= 1L << rows;
      present++;
    }
    rows++;
  }

  int rows() {
    return rows;
  }

  int present() {
    return present;
  }

  int absent() {
    return rows - present;
  }

  void clear() {
    Arrays.fill(words, 0, (rows + 63) >>> 6, 0);
    rows = 0;
    present = 0;
  }

  /** Writes them behind their length: one run where all are alike, else a bit a row. */
  void writeTo(ByteSink out) {
    int lengthAt = out.length();
    out.putInt(0);
    if (present == 0 || present == rows) {
      out.putVarInt(rows << 1);
      out.put(present == 0 ? 0 : 1);
    } else {
      out.putVarInt((((rows + 7) >>> 3) << 1) | 1);
      writeBits(out);
    }
    out.setInt(lengthAt, out.length() - lengthAt - Integer.BYTES);
  }

  /** Writes a bit a row, the first one lowest. */
  void writeBits(ByteSink out) {
    for (int i = 0; i < (rows + 7) >>> 3; i++) {
      out.put((int) (words[i >>> 3] >>> (i << 3)));
    }
  }
}
