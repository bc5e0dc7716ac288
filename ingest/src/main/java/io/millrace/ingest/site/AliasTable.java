package io.millrace.ingest.site;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws one of n indices by given weights in constant time. Walker's alias method in Vose's stable
 * form (M. D. Vose, "A linear algorithm for generating random numbers with a given distribution",
 * 1991): each column holds one index up to its threshold and one other above it.
 */
public final class AliasTable {
  private static final double TWO_TO_32 = 0x1p32;

  /** Of 32 random bits, below this the column's own index is drawn. */
  private final long[] threshold;

  private final int[] other;

  /**
   * @param weights finite and not negative, at least one of them positive; they need not add up to
   *     1
   * @throws IllegalArgumentException when they are not so
   */
  public AliasTable(double... weights) {
    double sum = Arrays.stream(weights).sum();
    boolean legal = Arrays.stream(weights).allMatch(w -> w >= 0 && Double.isFinite(w));
    if (!legal || !(sum > 0) || !Double.isFinite(sum)) {
      throw new IllegalArgumentException(
          "Weights must be finite, not negative and not all 0: " + Arrays.toString(weights));
    }
    int n = weights.length;
    threshold = new long[n];
    other = new int[n];
    double[] share = new double[n];
    int[] small = new int[n];
    int[] large = new int[n];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < n; i++) {
      share[i] = weights[i] / sum * n;
      other[i] = i;
      threshold[i] = (long) TWO_TO_32;
      if (share[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int poor = small[--smalls];
      int rich = large[larges - 1];
      threshold[poor] = (long) (share[poor] * TWO_TO_32);
      other[poor] = rich;
      share[rich] -= 1 - share[poor];
      if (share[rich] < 1) {
        larges--;
        small[smalls++] = rich;
      }
    }
  }

  /** How many indices there are. */
  public int size() {
    return other.length;
  }

  /** An index from 0 to {@link #size} − 1. */
  public int pick(RandomGenerator random) {
    return pick(random.nextLong());
  }

  /** The same without an interface call, for what draws millions a second. */
  public int pick(SplittableRandom random) {
    return pick(random.nextLong());
  }

  private int pick(long bits) {
    int column = (int) (((bits >>> 32) * other.length) >>> 32);
    return (bits & 0xffff_ffffL) < threshold[column] ? column : other[column];
  }
}
