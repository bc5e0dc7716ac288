package io.millrace.model.record;

/** A number of JSON with up to 18 digits and no exponent: digits and how many follow the point. */
final class JsonNumber {
  private static final int MOST_DIGITS = 18;
  private static final long EXACT_BELOW = 1L << 53;
  private static final int[] TEN_TO = {1, 10, 100, 1_000, 10_000};
  private static final double[] DOUBLE_TEN_TO = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };

  private long digits;
  private int scale;
  private boolean negative;

  /** Reads it; the position behind it, or -1 when there is none of that kind. */
  int read(byte[] in, int from) {
    int i = from;
    negative = i < in.length && in[i] == '-';
    i += negative ? 1 : 0;
    int first = i;
    digits = 0;
    scale = 0;
    i = digits(in, i);
    int whole = i - first;
    if (whole == 0 || (whole > 1 && in[first] == '0')) {
      return -1;
    }
    int count = whole;
    if (i < in.length && in[i] == '.') {
      int point = i + 1;
      i = digits(in, point);
      scale = i - point;
      count += scale;
      if (scale == 0) {
        return -1;
      }
    }
    if (count > MOST_DIGITS || (i < in.length && (in[i] == 'e' || in[i] == 'E'))) {
      return -1;
    }
    return i;
  }

  /** Takes digits; of too many the value is wrong, and nobody takes it. */
  private int digits(byte[] in, int from) {
    int i = from;
    while (i < in.length && in[i] >= '0' && in[i] <= '9') {
      digits = 10 * digits + (in[i] - '0');
      i++;
    }
    return i;
  }

  int scale() {
    return scale;
  }

  /** All digits as a whole number. */
  long mantissa() {
    return negative ? -digits : digits;
  }

  /**
   * Whether {@link #exact} is the double nearest to the number: digits and power of ten are both
   * doubles of their own, so one division rounds once (Clinger, How to read floating point numbers
   * accurately, 1990).
   */
  boolean isExact() {
    return digits <= EXACT_BELOW;
  }

  double exact() {
    double absolute = digits / DOUBLE_TEN_TO[scale];
    return negative ? -absolute : absolute;
  }

  boolean isMoney() {
    return scale <= ValueRange.MONEY_SCALE
        && digits <= ValueRange.MONEY_MAX / TEN_TO[ValueRange.MONEY_SCALE - scale];
  }

  /** In ten-thousandths. */
  long money() {
    return mantissa() * TEN_TO[ValueRange.MONEY_SCALE - scale];
  }
}
