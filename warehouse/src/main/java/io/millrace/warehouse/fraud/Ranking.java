package io.millrace.warehouse.fraud;

import java.util.Comparator;
import java.util.List;

/**
 * Payments in the order in which a model holds them to be fraud, counted together where it says
 * nearly the same of them, so that they come to few however many they are.
 *
 * @param bins the greatest value first
 */
record Ranking(List<Bin> bins) {

  Ranking {
    bins = bins.stream().sorted(Comparator.comparingDouble(Bin::value).reversed()).toList();
  }

  /**
   * Payments of which nearly the same is said.
   *
   * @param value what is said
   * @param fraud how many of them are
   */
  record Bin(double value, long payments, long fraud) {}

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
    double best = bins.get(0).value();
    double bestF1 = -1;
    long payments = 0;
    long caught = 0;
    for (Bin bin : bins) {
      payments += bin.payments();
      caught += bin.fraud();
      double f1 = 2.0 * caught / (payments + fraud());
      if (f1 > bestF1) {
        bestF1 = f1;
        best = bin.value();
      }
    }
    return best;
  }

  /**
   * The least value from which on at most so many payments are; the greatest one where there are
   * more already.
   */
  double valueOf(double many) {
    double value = bins.get(0).value();
    long payments = 0;
    for (Bin bin : bins) {
      payments += bin.payments();
      if (payments > many) {
        break;
      }
      value = bin.value();
    }
    return value;
  }
}
