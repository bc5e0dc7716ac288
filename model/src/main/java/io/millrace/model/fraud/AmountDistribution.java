package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.util.Arrays;

/**
 * How an account's amounts are distributed, for percentiles: counts in buckets that are at most a
 * 64th wide, as in Gil Tene's HdrHistogram. A percentile is given as its bucket's greatest amount,
 * so it is at most 1.6 % too great and never too small. When {@value #MOST} payments are counted,
 * all counts are halved, so what the account did lately weighs more.
 */
final class AmountDistribution {

  /** As many payments are counted before counts are halved. */
  static final int MOST = 4_096;

  private static final int SUB_BITS = 6;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;

  private short[] buckets;
  private short[] counts;
  private int size;
  private int total;

  AmountDistribution() {
    buckets = new short[8];
    counts = new short[8];
  }

  AmountDistribution(StateInput in) {
    size = in.readCount(2);
    buckets = new short[Math.max(8, size)];
    counts = new short[buckets.length];
    int bucket = 0;
    for (int i = 0; i < size; i++) {
      bucket += (int) in.readVarint();
      buckets[i] = (short) bucket;
      counts[i] = (short) in.readVarint();
      total += counts[i];
    }
  }

  void write(StateOutput out) {
    out.writeVarint(size);
    int bucket = 0;
    for (int i = 0; i < size; i++) {
      out.writeVarint(buckets[i] - bucket);
      bucket = buckets[i];
      out.writeVarint(counts[i]);
    }
  }

  /** Counts an amount in ten-thousandths. */
  void add(long amount) {
    if (total >= MOST) {
      halve();
    }
    short bucket = (short) bucketOf(amount);
    int at = Arrays.binarySearch(buckets, 0, size, bucket);
    if (at < 0) {
      at = -at - 1;
      insert(at, bucket);
    }
    counts[at]++;
    total++;
  }

  /**
   * The percentile by the nearest-rank method, as the greatest amount of its bucket.
   *
   * @return ten-thousandths; {@link Long#MAX_VALUE} where nothing is counted
   */
  long percentile(int percent) {
    int rank = (percent * total + 99) / 100;
    int above = total - rank;
    int at = size - 1;
    while (at >= 0 && above >= counts[at]) {
      above -= counts[at];
      at--;
    }
    return at < 0 ? Long.MAX_VALUE : greatestOf(buckets[at]);
  }

  /** From 0 on, rising with the amount. */
  static int bucketOf(long amount) {
    if (amount < SUB_BUCKETS) {
      return (int) Math.max(0, amount);
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(amount);
    int within = (int) (amount >>> (exponent - SUB_BITS)) & (SUB_BUCKETS - 1);
    return (exponent - SUB_BITS + 1) * SUB_BUCKETS + within;
  }

  /** The greatest amount that falls into that bucket. */
  static long greatestOf(int bucket) {
    if (bucket < SUB_BUCKETS) {
      return bucket;
    }
    int shift = bucket / SUB_BUCKETS - 1;
    long within = (long) SUB_BUCKETS + bucket % SUB_BUCKETS;
    return ((within + 1) << shift) - 1;
  }

  private void insert(int at, short bucket) {
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    System.arraycopy(buckets, at, buckets, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    buckets[at] = bucket;
    counts[at] = 0;
    size++;
  }

  private void halve() {
    int kept = 0;
    total = 0;
    for (int i = 0; i < size; i++) {
      short half = (short) (counts[i] / 2);
      if (half > 0) {
        buckets[kept] = buckets[i];
        counts[kept++] = half;
        total += half;
      }
    }
    size = kept;
  }
}
