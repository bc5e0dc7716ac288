package io.millrace.ingest.generate.order;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.WeightedChoice;
import java.util.Arrays;

/** What the shop sells, with the prices of a unit and how many one buys at once. */
enum Category {
  ELECTRONICS("Electronics", 14, 20, 2_000, 2),
  CLOTHING("Clothing", 18, 10, 250, 4),
  BOOKS("Books", 14, 5, 80, 5),
  HOME_AND_GARDEN("Home & Garden", 12, 8, 600, 3),
  SPORTS("Sports", 9, 10, 500, 3),
  TOYS("Toys", 9, 5, 150, 4),
  BEAUTY("Beauty", 8, 4, 120, 4),
  GROCERIES("Groceries", 10, 1, 60, 12),
  HEALTH("Health", 6, 5, 200, 3);

  private static final Category[] ALL = values();
  private static final WeightedChoice CHOICE = new WeightedChoice(weights());
  private static final long CENT = 100;
  private static final long UNIT = 10_000;

  private final String text;
  private final double weight;
  private final int least;
  private final int greatest;
  private final int most;

  Category(String text, double weight, int least, int greatest, int most) {
    this.text = text;
    this.weight = weight;
    this.least = least;
    this.greatest = greatest;
    this.most = most;
  }

  static Category draw(SeededRandom random) {
    return ALL[CHOICE.draw(random)];
  }

  /** As a record names it. */
  String text() {
    return text;
  }

  /** The least price of a unit, in ten-thousandths. */
  long leastPrice() {
    return least * UNIT;
  }

  /** The greatest price of a unit, in ten-thousandths. */
  long greatestPrice() {
    return greatest * UNIT;
  }

  /** The greatest quantity. */
  int mostUnits() {
    return most;
  }

  /** A price in whole cents, in ten-thousandths: cheap things are many, dear ones are few. */
  long price(SeededRandom random) {
    double ratio = StrictMath.pow((double) greatest / least, random.unit());
    long cents = StrictMath.round(least * ratio * 100);
    return cents * CENT;
  }

  /** A quantity: mostly one. */
  int quantity(SeededRandom random) {
    double unit = random.unit();
    return 1 + (int) (unit * unit * most);
  }

  private static double[] weights() {
    return Arrays.stream(values()).mapToDouble(c -> c.weight).toArray();
  }
}
