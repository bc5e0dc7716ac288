package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.InvalidSettingsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How much fraud there is.
 *
 * @param share of all payments, 0 to 0.2
 * @param mix weight of each kind's cases; a kind that is missing does not occur; not empty
 */
public record FraudSettings(double share, Map<FraudKind, Double> mix) {
  private static final double GREATEST_SHARE = 0.2;

  public FraudSettings {
    Map<FraudKind, Double> weights = new EnumMap<>(FraudKind.class);
    weights.putAll(mix);
    mix = Collections.unmodifiableMap(weights);
    List<String> problems = new ArrayList<>();
    if (!(share >= 0 && share <= GREATEST_SHARE)) {
      problems.add("fraud is " + share + "; legal: 0 to " + GREATEST_SHARE);
    }
    double all = 0;
    for (Map.Entry<FraudKind, Double> weight : mix.entrySet()) {
      all += weight.getValue();
      if (!(weight.getValue() >= 0 && weight.getValue() <= 1e9)) {
        problems.add("fraud mix has " + weight + "; legal: a weight from 0 to 1000000000");
      }
    }
    if (!(all > 0)) {
      problems.add("fraud mix is " + mix + "; legal: at least one kind with a weight above 0");
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }

  /** Every kind alike that there can be without orders. */
  public static FraudSettings even(double share) {
    return even(share, Orders.NONE);
  }

  /** Every kind alike that there can be. */
  public static FraudSettings even(double share, Orders orders) {
    Map<FraudKind, Double> mix = new EnumMap<>(FraudKind.class);
    for (FraudKind kind : orders.kinds()) {
      mix.put(kind, 1.0);
    }
    return new FraudSettings(share, mix);
  }

  /** The weight of that kind's cases. */
  double weight(FraudKind kind) {
    return mix.getOrDefault(kind, 0.0);
  }

  /** The probability with which a case begins instead of an honest payment. */
  double chanceOfACase() {
    double size = paymentsOfACase();
    return share / (size * (1 - share) + share);
  }

  /** Mean number of fraudulent payments of a case. */
  double paymentsOfACase() {
    double weights = 0;
    double payments = 0;
    for (Map.Entry<FraudKind, Double> weight : mix.entrySet()) {
      weights += weight.getValue();
      payments += weight.getValue() * weight.getKey().payments();
    }
    return payments / weights;
  }
}
