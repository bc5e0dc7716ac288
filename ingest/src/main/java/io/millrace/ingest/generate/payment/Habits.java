package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.site.Place;
import io.millrace.ingest.site.Places;

/**
 * What an account is like. All of it follows from the seed and the account's number, so that
 * nothing of it is kept.
 *
 * @param home number of the home city among all places
 * @param median of amounts, in units of the currency
 * @param firstHour UTC hour of the day at which its waking hours begin
 * @param hours how many waking hours it has
 * @param devices one or two
 * @param merchants seed of where it buys
 */
record Habits(int home, double median, int firstHour, int hours, int devices, long merchants) {
  static final double LEAST_MEDIAN = 15;

  private static final double GREATEST_MEDIAN = 90;
  private static final double DEGREES_AN_HOUR = 15;

  /** Draws them; every draw happens in the same order. */
  static Habits of(SeededRandom random, Places places, int[] cities) {
    int home = cities[random.below(cities.length)];
    Place place = places.all().get(home);
    double median = LEAST_MEDIAN + (GREATEST_MEDIAN - LEAST_MEDIAN) * random.unit() * random.unit();
    int wakes = random.between(6, 9) - (int) StrictMath.rint(place.longitude() / DEGREES_AN_HOUR);
    return new Habits(
        home,
        median,
        Math.floorMod(wakes, 24),
        random.between(12, 15),
        random.between(1, 2),
        random.nextLong());
  }

  /** Whether that UTC hour of the day is a waking one. */
  boolean isAwake(int hour) {
    return Math.floorMod(hour - firstHour, 24) < hours;
  }

  /** A number below {@code bound} that is always the same for that slot. */
  int choice(int slot, int bound) {
    return new SeededRandom(merchants + slot).below(bound);
  }
}
