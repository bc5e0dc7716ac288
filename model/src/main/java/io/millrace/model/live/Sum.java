package io.millrace.model.live;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact sum of 64-bit numbers and how many they are. It is kept in two parts, so that it does
 * not overflow whatever the numbers are.
 */
final class Sum implements Measure {
  static final int TAG = 2;

  private static final long PART = 1L << 32;
  private static final BigInteger LARGEST_MONEY = BigInteger.TEN.pow(18);

  private long high;
  private long low;
  private long count;

  void add(long number) {
    high += Math.floorDiv(number, PART);
    low += Math.floorMod(number, PART);
    count++;
  }

  long count() {
    return count;
  }

  BigInteger value() {
    return BigInteger.valueOf(high).multiply(BigInteger.valueOf(PART)).add(BigInteger.valueOf(low));
  }

  /** The sum of money in ten-thousandths; null without any and beyond DECIMAL(18,4). */
  Long money() {
    return count == 0 ? null : asMoney(value());
  }

  /**
   * The mean of money in ten-thousandths, rounded half up (away from zero); null without any and
   * beyond DECIMAL(18,4).
   */
  Long meanMoney() {
    if (count == 0) {
      return null;
    }
    BigDecimal mean =
        new BigDecimal(value()).divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP);
    return asMoney(mean.toBigIntegerExact());
  }

  /** The mean; null without any. */
  Double mean() {
    return count == 0 ? null : value().doubleValue() / count;
  }

  private static Long asMoney(BigInteger scaled) {
    return scaled.abs().compareTo(LARGEST_MONEY) < 0 ? scaled.longValueExact() : null;
  }

  @Override
  public void merge(Measure other) {
    Sum that = (Sum) other;
    high += that.high;
    low += that.low;
    count += that.count;
  }

  @Override
  public Sum copy() {
    Sum copy = new Sum();
    copy.merge(this);
    return copy;
  }

  @Override
  public void write(StateOutput out) {
    out.writeVarint(count);
    out.writeSigned(high + Math.floorDiv(low, PART));
    out.writeVarint(Math.floorMod(low, PART));
  }

  static Sum read(StateInput in) {
    Sum read = new Sum();
    read.count = in.readVarint();
    read.high = in.readSigned();
    read.low = in.readVarint();
    return read;
  }

  @Override
  public int tag() {
    return TAG;
  }
}
