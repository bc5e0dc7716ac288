package io.millrace.model.landing;

/**
 * How many records had a delay of that bucket. Buckets are as fine as an eighth of a power of two,
 * so that a quantile read from them is at most an eighth too great.
 *
 * @param upToMs the bucket's greatest delay in milliseconds, one that {@link #bucket} gives
 * @param rows how many
 */
public record DelayCount(long upToMs, long rows) {

  private static final int SUB_BUCKETS = 8;

  /** The greatest delay of the bucket that holds {@code delayMs}; a negative delay counts as 0. */
  public static long bucket(long delayMs) {
    if (delayMs < 2 * SUB_BUCKETS) {
      return Math.max(0, delayMs);
    }
    int shift = Long.SIZE - Long.numberOfLeadingZeros(delayMs - 1) - 4;
    return (((delayMs - 1) >> shift) + 1) << shift;
  }
}
