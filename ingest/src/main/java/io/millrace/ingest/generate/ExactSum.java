package io.millrace.ingest.generate;

import java.math.BigInteger;

/** A sum of 64-bit numbers without limit. */
final class ExactSum {
  private BigInteger carried = BigInteger.ZERO;
  private long sum;

  void add(long number) {
    long next = sum + number;
    if (((sum ^ next) & (number ^ next)) < 0) {
      carried = carried.add(BigInteger.valueOf(sum));
      next = number;
    }
    sum = next;
  }

  void add(ExactSum other) {
    carried = carried.add(other.carried);
    add(other.sum);
  }

  BigInteger value() {
    return carried.add(BigInteger.valueOf(sum));
  }
}
