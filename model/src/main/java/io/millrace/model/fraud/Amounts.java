package io.millrace.model.fraud;

import io.millrace.model.record.ValueRange;
import java.math.BigDecimal;

/** Amounts of money as ten-thousandths in a long, and as text. */
final class Amounts {

  /** Stands where an amount is unknown, or cannot be had in the base currency. */
  static final long UNKNOWN = Long.MIN_VALUE;

  /**
   * The greatest amount in the base currency, 100 billion. What is more is taken as this, so that a
   * window's sum fits in 64 bits.
   */
  static final long GREATEST = 1_000_000_000_000_000L;

  private Amounts() {}

  /** The ten-thousandths of a number from 0 to {@link #GREATEST}; null for any other text. */
  static Long parse(String text) {
    try {
      BigDecimal amount = new BigDecimal(text);
      if (amount.signum() < 0 || amount.precision() - amount.scale() > 15) {
        return null;
      }
      long scaled = amount.setScale(ValueRange.MONEY_SCALE).unscaledValue().longValueExact();
      return scaled <= GREATEST ? scaled : null;
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  /** As people read it: {@code 6200}, {@code 12.5}. */
  static String text(long scaled) {
    return BigDecimal.valueOf(scaled, ValueRange.MONEY_SCALE).stripTrailingZeros().toPlainString();
  }

  /** A number of ten-thousandths that is no whole one, as people read it. */
  static String text(double scaled) {
    return text((long) StrictMath.rint(scaled));
  }
}
