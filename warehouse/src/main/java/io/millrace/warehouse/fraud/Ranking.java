package io.millrace.warehouse.fraud;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Payments in the order in which a model holds them to be fraud, counted together where it says
 * nearly the same of them, so that they come to few however many they are.
 *
 * @param bins the greatest values first; those that overlap are one, as nothing ranks them
 */
record Ranking(List<Bin> bins) {

  Ranking {
    List<Bin> apart = new ArrayList<>();
    for (Bin bin : bins.stream().sorted(Comparator.comparingDouble(Bin::least)).toList()) {
      int last = apart.size() - 1;
      if (last >= 0 && bin.least() <= apart.get(last).greatest()) {
        apart.set(last, apart.get(last).with(bin));
      } else {
        apart.add(bin);
      }
    }
    Collections.reverse(apart);
    bins = List.copyOf(apart);
  }

  /**
   * Payments of which nearly the same is said.
   *
   * @param least that is said of any
   * @param greatest that is said of any
   * @param fraud how many of them are
   */
  record Bin(double least, double greatest, long payments, long fraud) {

    /** What stands for all that is said. */
    double value() {
      return (least + greatest) / 2;
    }

    private Bin with(Bin other) {
      return new Bin(
          Math.min(least, other.least),
          Math.max(greatest, other.greatest),
          payments + other.payments,
          fraud + other.fraud);
    }
  }

  /** The same payments by a function of what is said, which falls nowhere. */
  Ranking by(DoubleUnaryOperator of) {
    return new Ranking(
        bins.stream()
            .map(
                bin ->
                    new Bin(
                        of.applyAsDouble(bin.least()),
                        of.applyAsDouble(bin.greatest()),
                        bin.payments(),
                        bin.fraud()))
            .toList());
  }

  long payments() {
    return bins.stream().mapToLong(Bin::payments).sum();
  }

  long fraud() {
    return bins.stream().mapToLong(Bin::fraud).sum();
  }

  /**
   * The area below precision over recall, as average precision: the precision at each fraud's
   * place, on average.
   */
  double averagePrecision() {
    double area = 0;
    long payments = 0;
    long caught = 0;
    for (Bin bin : bins) {
      payments += bin.payments();
      caught += bin.fraud();
      area += (double) bin.fraud() * caught / payments;
    }
    return area / fraud();
  }

  /** The share of all fraud that is among so many payments at the head. */
  double recallAt(long many) {
    double caught = 0;
    long left = many;
    for (Bin bin : bins) {
      long taken = Math.min(left, bin.payments());
      caught += (double) bin.fraud() * taken / bin.payments();
      left -= taken;
    }
    return caught / fraud();
  }

  /** The least value at which alerting from there on gives the best F1. */
  double bestValue() {
    double best = bins.get(0).least();
    double bestF1 = -1;
    long payments = 0;
    long caught = 0;
    for (Bin bin : bins) {
      payments += bin.payments();
      caught += bin.fraud();
      double f1 = 2.0 * caught / (payments + fraud());
      if (f1 > bestF1) {
        bestF1 = f1;
        best = bin.least();
      }
    }
    return best;
  }

  /**
   * The least value from which on at most so many payments are; one above all where the first ones
   * are more already.
   */
  double valueOf(long many) {
    double value = Math.nextUp(bins.get(0).greatest());
    long payments = 0;
    for (Bin bin : bins) {
      payments += bin.payments();
      if (payments > many) {
        break;
      }
      value = bin.least();
    }
    return value;
  }
}
