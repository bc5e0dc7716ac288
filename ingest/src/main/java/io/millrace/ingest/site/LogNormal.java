package io.millrace.ingest.site;

import io.millrace.ingest.generate.SeededRandom;

/**
 * A log-normal distribution of times, sizes or prices.
 *
 * @param median positive, in the unit of what is drawn
 * @param spread standard deviation of the natural logarithm, not negative
 */
record LogNormal(double median, double spread) {

  /** Never below 1. */
  long draw(SeededRandom random) {
    return Math.max(1, Math.round(random.logNormal(median, spread)));
  }

  /** A price in hundredths of the unit, never below 1. */
  long drawCents(SeededRandom random) {
    return Math.max(1, Math.round(100 * random.logNormal(median, spread)));
  }

  /** What is drawn when each value counts as often as it is long. */
  LogNormal lengthBiased() {
    return new LogNormal(median * StrictMath.exp(spread * spread), spread);
  }

  double mean() {
    return median * StrictMath.exp(spread * spread / 2);
  }
}
