package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A model at work, behind all rules. */
final class ModelEvaluator implements RuleEvaluator<ModelState> {
  /** As many features as an explanation names. */
  private static final int NAMED = 3;

  /** Digits of numbers in explanations: after the point, of probabilities those that count. */
  private static final int DIGITS = 3;

  private final FraudModel model;
  private final ModelFeatures features;
  private final ModelListener listener;

  /**
   * @param listener is told of each payment
   */
  ModelEvaluator(FraudModel model, long lateness, ModelListener listener) {
    this.model = model;
    this.features = new ModelFeatures(model, lateness);
    this.listener = listener;
  }

  @Override
  public String evaluate(Situation now, ModelState state) {
    double[] values = features.of(now, state);
    double margin = model.margin(values);
    double probability = model.calibration().probability(margin);
    listener.scored(values, margin, probability);
    return probability >= model.threshold() ? explanation(values, probability) : null;
  }

  private String explanation(double[] values, double probability) {
    double[] contributions = new double[values.length];
    model.trees().forEach(tree -> tree.contribute(values, contributions));
    List<Integer> most = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (contributions[i] * model.calibration().slope() > 0) {
        most.add(i);
      }
    }
    // those that contribute alike stay in the features' order
    most.sort(Comparator.comparingDouble(i -> -Math.abs(contributions[i])));
    String named =
        most.stream()
            .limit(NAMED)
            .map(i -> ModelFeature.at(i).key() + " " + text(values[i]))
            .collect(Collectors.joining(", "));
    return "fraud with a probability of %s, where %s is too much%s"
        .formatted(
            share(probability),
            share(model.threshold()),
            named.isEmpty() ? "" : "; most by " + named);
  }

  /** Of all that the number is, so that it does not depend on how a Java writes numbers. */
  private static String text(double number) {
    return plain(new BigDecimal(number).setScale(DIGITS, RoundingMode.HALF_UP));
  }

  /** As many digits, however small it is. */
  private static String share(double probability) {
    return plain(new BigDecimal(probability).round(new MathContext(DIGITS, RoundingMode.HALF_UP)));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  @Override
  public ModelState fresh() {
    return new ModelState();
  }

  @Override
  public ModelState read(StateInput in) {
    return ModelState.read(in);
  }

  @Override
  public String shape() {
    return "features 2";
  }
}
