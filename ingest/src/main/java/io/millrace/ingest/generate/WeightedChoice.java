package io.millrace.ingest.generate;

/**
 * Draws one of several numbers with given weights, in constant time: the alias method (Walker 1977,
 * as Vose 1991 builds it). May be shared.
 */
public final class WeightedChoice {
  private final double[] keep;
  private final int[] alias;

  /**
   * @param weights at least one, none negative, not all zero; they need not add up to 1
   */
  public WeightedChoice(double... weights) {
    int n = weights.length;
    double total = 0;
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException("weight is " + weight + "; legal: 0 or more");
      }
      total += weight;
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException("weights add up to " + total + "; legal: more than 0");
    }
    keep = new double[n];
    alias = new int[n];
    double[] scaled = new double[n];
    int[] small = new int[n];
    int[] large = new int[n];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < n; i++) {
      scaled[i] = weights[i] * n / total;
      if (scaled[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int less = small[--smalls];
      int more = large[larges - 1];
      keep[less] = scaled[less];
      alias[less] = more;
      scaled[more] -= 1 - scaled[less];
      if (scaled[more] < 1) {
        larges--;
        small[smalls++] = more;
      }
    }
    // What is left over by rounding keeps its own place, unless its weight is nothing at all.
    for (int i = 0; i < larges; i++) {
      keep[large[i]] = 1;
    }
    for (int i = 0; i < smalls; i++) {
      keep[small[i]] = weights[small[i]] == 0 ? 0 : 1;
    }
  }

  /** A number from 0 below the count of weights; one of weight 0 is never drawn. */
  public int draw(SeededRandom random) {
    int i = random.below(keep.length);
    return random.unit() < keep[i] ? i : alias[i];
  }
}
