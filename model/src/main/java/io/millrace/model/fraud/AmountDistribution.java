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
  private static final int HALF = Short.SIZE;
  private static final int MOST_COUNTED = (1 << HALF) - 1;
  private static final int FIRST_CAPACITY = 8;

  /** Buckets that count something, in their order: the bucket in the high half, its count low. */
  private int[] counted;

  private int size;
  private int total;

  AmountDistribution() {
    counted = new int[FIRST_CAPACITY];
  }

  AmountDistribution(StateInput in) {
    size = in.readCount(2);
    counted = new int[Math.max(FIRST_CAPACITY, size)];
    int bucket = 0;
    for (int i = 0; i < size; i++) {
      bucket += (int) in.readVarint();
      int count = (int) in.readVarint();
      counted[i] = bucket << HALF | count;
      total += count;
    }
  }

  void write(StateOutput out) {
    out.writeVarint(size);
    int bucket = 0;
    for (int i = 0; i < size; i++) {
      out.writeVarint(bucket(i) - bucket);
      bucket = bucket(i);
      out.writeVarint(count(i));
    }
  }

  /** Counts an amount in ten-thousandths. */
  void add(long amount) {
    if (total >= MOST) {
      halve();
    }
    int bucket = bucketOf(amount);
    int at = Arrays.binarySearch(counted, 0, size, bucket << HALF);
    // no bucket counts nothing, so the bucket stands where it would be put
    at = at < 0 ? -at - 1 : at;
    if (at == size || bucket(at) != bucket) {
      insert(at, bucket);
    }
    counted[at]++;
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
    while (at >= 0 && above >= count(at)) {
      above -= count(at);
      at--;
    }
    return at < 0 ? Long.MAX_VALUE : greatestOf(bucket(at));
  }

  /** The share of what is counted that is in smaller buckets than that amount; 0 of nothing. */
  double shareBelow(long amount) {
    int bucket = bucketOf(amount);
    int below = 0;
    for (int at = 0; at < size && bucket(at) < bucket; at++) {
      below += count(at);
    }
    return total == 0 ? 0 : (double) below / total;
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

  private int bucket(int at) {
    return counted[at] >>> HALF;
  }

  private int count(int at) {
    return counted[at] & MOST_COUNTED;
  }

  private void insert(int at, int bucket) {
    if (size == counted.length) {
      counted = Arrays.copyOf(counted, size * 2);
    }
    System.arraycopy(counted, at, counted, at + 1, size - at);
    counted[at] = bucket << HALF;
    size++;
  }

  private void halve() {
    int kept = 0;
    total = 0;
    for (int i = 0; i < size; i++) {
      int half = count(i) / 2;
      if (half > 0) {
        counted[kept++] = bucket(i) << HALF | half;
        total += half;
      }
    }
    size = kept;
  }
}
