package io.millrace.streaming.parquet;

/**
 * Parquet's hybrid of runs and packed bits, for whole numbers of a few bits: a run of equal numbers
 * is its length and the number; others stand bit by bit, in groups of eight.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE">RLE /
 *     bit-packing hybrid</a>
 */
final class HybridLevels {

  private static final int GROUP = 8;

  private HybridLevels() {}

  /**
   * Writes numbers.
   *
   * @param width bits of each, 0 to 24
   */
  static void write(int[] numbers, int count, int width, ByteSink out) {
    int packedFrom = 0;
    int i = 0;
    while (i < count) {
      int run = run(numbers, i, count);
      if (run >= GROUP) {
        pack(numbers, packedFrom, i, width, out);
        out.putVarInt(run << 1);
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
          out.put(numbers[i] >>> bits);
        }
        i += run;
        packedFrom = i;
      } else {
        i = Math.min(count, i + GROUP);
      }
    }
    pack(numbers, packedFrom, count, width, out);
  }

  /** How many numbers from there are the same; those after the eighth only when these are. */
  private static int run(int[] numbers, int from, int count) {
    int number = numbers[from];
    int i = from + 1;
    while (i < count && numbers[i] == number) {
      i++;
    }
    return i - from;
  }

  private static void pack(int[] numbers, int from, int until, int width, ByteSink out) {
    if (from == until) {
      return;
    }
    int groups = (until - from + GROUP - 1) / GROUP;
    out.putVarInt((groups << 1) | 1);
    long bits = 0;
    int held = 0;
    for (int i = from; i < from + groups * GROUP; i++) {
      bits |= (i < until ? (long) numbers[i] : 0) << held;
      held += width;
      if (held >= Integer.SIZE) {
        out.putInt((int) bits);
        bits >>>= Integer.SIZE;
        held -= Integer.SIZE;
      }
    }
    for (; held > 0; held -= Byte.SIZE) {
      out.put((int) bits);
      bits >>>= Byte.SIZE;
    }
  }
}
