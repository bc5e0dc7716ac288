package io.millrace.model.fraud;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model beside the rules: trees whose sum, calibrated, is the probability that a payment is
 * fraud. It fires as a rule of the name {@value #NAME}.
 *
 * @param weight what it adds to the score, 0 to 100
 * @param severity what its alerts carry
 * @param threshold the least probability at which it fires
 * @param calibration of the trees' sum
 * @param usual what is known of a category that the model does not know
 * @param categories what is known of merchants' categories
 * @param trees in the order in which they are added up
 */
public record FraudModel(
    int weight,
    RiskLevel severity,
    double threshold,
    Calibration calibration,
    Category usual,
    Map<String, Category> categories,
    List<ModelTree> trees) {

  /** The rule that its alerts name. */
  public static final String NAME = "MODEL";

  /** What it adds to the score unless it is declared otherwise. */
  public static final int USUAL_WEIGHT = 50;

  public FraudModel {
    categories = new TreeMap<>(categories);
    trees = List.copyOf(trees);
  }

  /** Turns a sum into a probability, after J. Platt: 1 / (1 + exp(-(slope × sum + intercept))). */
  public record Calibration(double slope, double intercept) {

    /** The probability, the same bits on every host. */
    public double probability(double margin) {
      return 1 / (1 + StrictMath.exp(-(slope * margin + intercept)));
    }
  }

  /**
   * A merchant's category on the days that the model learnt from.
   *
   * @param fraud the share of fraud among its payments
   * @param amount the mean of {@link ModelFeature#AMOUNT_LOG}
   */
  public record Category(double fraud, double amount) {}

  /** One that gives features and never fires, to learn from. */
  public static FraudModel untrained(Category usual, Map<String, Category> categories) {
    return new FraudModel(
        USUAL_WEIGHT, RiskLevel.HIGH, 1, new Calibration(1, 0), usual, categories, List.of());
  }

  double margin(double[] features) {
    double margin = 0;
    for (ModelTree tree : trees) {
      margin += tree.value(features);
    }
    return margin;
  }

  /** The section of a file of rules that declares it, with its key. */
  public String yaml() {
    StringBuilder yaml = new StringBuilder("model:\n");
    line(yaml, "  enabled: true");
    line(yaml, "  weight: " + weight);
    line(yaml, "  severity: " + severity.text());
    line(yaml, "  threshold: " + threshold);
    line(
        yaml,
        "  calibration: { slope: %s, intercept: %s }"
            .formatted(calibration.slope(), calibration.intercept()));
    line(yaml, "  usual: { fraud: %s, amount: %s }".formatted(usual.fraud(), usual.amount()));
    if (!categories.isEmpty()) {
      line(yaml, "  categories:");
      categories.forEach(
          (name, of) ->
              line(
                  yaml,
                  "    - { name: \"%s\", fraud: %s, amount: %s }"
                      .formatted(escaped(name), of.fraud(), of.amount())));
    }
    line(yaml, trees.isEmpty() ? "  trees: []" : "  trees:");
    trees.forEach(tree -> line(yaml, "    - \"" + tree + "\""));
    return yaml.toString();
  }

  /** For between quotes: what YAML may not hold, or reads as the end of a line, is not there. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                escaped.append('\\').append((char) point);
              } else if (point >= ' ' && point <= '~') {
                escaped.append((char) point);
              } else {
                boolean isShort = Character.isBmpCodePoint(point);
                escaped.append(isShort ? "\\u%04x".formatted(point) : "\\U%08x".formatted(point));
              }
            });
    return escaped.toString();
  }

  private static void line(StringBuilder yaml, String line) {
    yaml.append(line).append('\n');
  }
}
