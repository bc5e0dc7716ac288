package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;

/**
 * Mean and standard deviation of an account's amounts, in which each payment weighs half as much a
 * half-life later. By the recurrence of D. H. D. West, "Updating Mean and Variance Estimates: An
 * Improved Method", Communications of the ACM 22 (1979), with weights that decay; neither changes
 * when all weights do, so only a new payment has to be reckoned. A payment that is late lets
 * nothing decay.
 */
final class AmountMoments {
  private static final double LN_2 = StrictMath.log(2);

  private long count;
  private long last;
  private double weight;
  private double mean;
  private double squares;

  AmountMoments() {}

  AmountMoments(StateInput in) {
    count = in.readVarint();
    last = in.readSigned();
    weight = Double.longBitsToDouble(in.readFixed());
    mean = Double.longBitsToDouble(in.readFixed());
    squares = Double.longBitsToDouble(in.readFixed());
  }

  void write(StateOutput out) {
    out.writeVarint(count);
    out.writeSigned(last);
    out.writeFixed(Double.doubleToRawLongBits(weight));
    out.writeFixed(Double.doubleToRawLongBits(mean));
    out.writeFixed(Double.doubleToRawLongBits(squares));
  }

  /** How many payments there were. */
  long count() {
    return count;
  }

  /** In ten-thousandths; 0 where there were none. */
  double mean() {
    return mean;
  }

  /** In ten-thousandths; 0 where there were none. */
  double deviation() {
    return count == 0 ? 0 : StrictMath.sqrt(squares / weight);
  }

  /**
   * @param amount in ten-thousandths
   * @param halfLife in the unit of time, which is microseconds
   */
  void add(long amount, long time, long halfLife) {
    if (count == 0) {
      last = time;
    } else if (time > last) {
      double kept = StrictMath.exp(-LN_2 * (time - last) / halfLife);
      weight *= kept;
      squares *= kept;
      last = time;
    }
    count++;
    weight += 1;
    double off = amount - mean;
    mean += off / weight;
    squares += off * (amount - mean);
  }
}
