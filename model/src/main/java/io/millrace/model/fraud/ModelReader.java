package io.millrace.model.fraud;

import io.millrace.model.declaration.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section of the model. What is wrong is noted, whether or not it is switched on. */
final class ModelReader {
  private static final double GREATEST = 1e9;
  private static final int MOST_TREES = 1_000;
  private static final int MOST_CATEGORIES = 1_000;
  private static final String LEGAL_NUMBER = "a number from -1.0E9 to 1.0E9";
  private static final String LEGAL_CATEGORY = "a mapping with name, fraud and amount";
  private static final String LEGAL_TREE =
      "nodes from the root on, left side first, such as amount_log<=5.25:0.01 -0.2 0.7";

  private final Section section;
  private final Settings settings;

  ModelReader(Section section) {
    this.section = section;
    this.settings = new Settings(section);
  }

  /**
   * A model as it is declared.
   *
   * @param isEnabled it is used
   */
  record Declared(boolean isEnabled, FraudModel model) {}

  /** What is declared; empty where that is not a model. */
  Optional<Declared> read() {
    Boolean enabled = section.read("enabled", true, "true or false", ModelReader::flag);
    Integer weight =
        settings.whole("weight", FraudModel.USUAL_WEIGHT, 0, Evaluation.GREATEST_SCORE);
    RiskLevel severity = section.read("severity", RiskLevel.HIGH, RiskLevel.legal(), RiskLevel::of);
    RuleReader.require(section, "threshold", "a number from 0.0 to 1.0");
    Double threshold = settings.number("threshold", 1, 0, 1);
    Section calibrated = required("calibration", "a mapping with slope and intercept");
    double slope = number(calibrated, "slope");
    double intercept = number(calibrated, "intercept");
    calibrated.refuseOthers();
    Section usually = required("usual", "a mapping with fraud and amount");
    FraudModel.Category usual = category(usually);
    usually.refuseOthers();
    Map<String, FraudModel.Category> categories = categories();
    List<ModelTree> trees =
        section.texts("trees", LEGAL_TREE, ModelTree::parse).stream()
            .limit(MOST_TREES + 1)
            .toList();
    if (trees.size() > MOST_TREES || !section.has("trees")) {
      section.note(
          "trees",
          section.has("trees") ? "more of them" : "missing",
          "a list of at most " + MOST_TREES + " trees, each of " + LEGAL_TREE);
    }
    section.refuseOthers();
    return enabled != null && weight != null && threshold != null
        ? Optional.of(
            new Declared(
                enabled,
                new FraudModel(
                    weight,
                    severity,
                    threshold,
                    new FraudModel.Calibration(slope, intercept),
                    usual,
                    categories,
                    trees)))
        : Optional.empty();
  }

  private Map<String, FraudModel.Category> categories() {
    Map<String, FraudModel.Category> categories = new LinkedHashMap<>();
    List<Section> declared = section.sections("categories", LEGAL_CATEGORY);
    if (declared.size() > MOST_CATEGORIES) {
      section.note(
          "categories", declared.size() + " of them", "at most " + MOST_CATEGORIES + " of them");
    }
    for (Section of : declared) {
      if (of.isMapping()) {
        String name = of.required("name", "a text");
        FraudModel.Category category = category(of);
        if (name != null && categories.putIfAbsent(name, category) != null) {
          of.note("name", name, "each category once");
        }
        of.refuseOthers();
      }
    }
    return categories;
  }

  private static FraudModel.Category category(Section of) {
    return new FraudModel.Category(number(of, "fraud"), number(of, "amount"));
  }

  private Section required(String key, String legal) {
    RuleReader.require(section, key, legal);
    return section.section(key);
  }

  /** A number that must be there, if its mapping is; any one where that is noted. */
  private static double number(Section of, String key) {
    if (of.isMapping()) {
      RuleReader.require(of, key, LEGAL_NUMBER);
    }
    Double number = new Settings(of).number(key, 0, -GREATEST, GREATEST);
    return number == null ? 0 : number;
  }

  private static Boolean flag(String text) {
    return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
  }
}
