package io.millrace.model.fraud;

import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.NodeReader;
import io.millrace.model.declaration.Problem;
import io.millrace.model.declaration.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the file of fraud rules. What is wrong is noted; none is given unless all is right. */
final class RuleSetReader {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");
  private static final int MOST_RULES = 64;
  private static final BigDecimal GREATEST_RATE = new BigDecimal(1_000_000);
  private static final String LEGAL_CURRENCY = "three capital letters of ISO 4217, such as USD";
  private static final String LEGAL_RATE =
      "what one unit is in the base currency: above 0, at most "
          + GREATEST_RATE
          + ", up to "
          + Currencies.RATE_SCALE
          + " digits after the point";

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<ModelReader.Declared> model = Optional.empty();

  RuleSetReader(String file) {
    this.file = file;
  }

  /**
   * @throws InvalidRuleSetException naming every problem
   */
  RuleSet read(String yaml) throws InvalidRuleSetException {
    Node node = new NodeReader(file, problems).yaml(yaml);
    RuleSet rules = null;
    if (node instanceof Node.Mapping) {
      Section root = new Section(file, "", node, problems);
      rules = ruleSet(root);
      root.refuseOthers();
    } else if (node != null) {
      String what = node.isAbsent() ? "nothing" : node.shown();
      problems.add(new Problem(file, node.line(), "", what, "a mapping with version and rules"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidRuleSetException(problems);
    }
    return rules;
  }

  /** The model of what was read, switched on or off; empty where there is none. */
  Optional<FraudModel> declaredModel() {
    return model.map(ModelReader.Declared::model);
  }

  private RuleSet ruleSet(Section root) {
    String legalVersion = "a text that matches " + VERSION;
    String version = root.required("version", legalVersion);
    if (version != null && !VERSION.matcher(version).matches()) {
      root.note("version", version, legalVersion);
    }
    Currencies currencies = currencies(root);
    Settings settings = new Settings(root);
    Duration horizon = settings.window("duplicate_horizon", Duration.ofDays(1));
    Duration lateness =
        settings.span(
            "allowed_lateness", Duration.ofHours(1), Duration.ZERO, Settings.LONGEST_WINDOW);
    Duration halfLife =
        settings.span(
            "history_half_life",
            Duration.ofDays(90),
            Duration.ofHours(1),
            Settings.LONGEST_HALF_LIFE);
    RiskLevels levels = levels(root.section("levels"), root.has("levels"));
    List<Rule> rules = new ArrayList<>();
    List<SecondStageRule> secondStage = new ArrayList<>();
    rules(root, rules, secondStage);
    List<ListEntry> lists = new ListsReader(root.section("lists")).read();
    if (root.has("model")) {
      model = new ModelReader(root.section("model")).read();
    }
    return problems.isEmpty()
        ? new RuleSet(
            version,
            currencies,
            horizon,
            lateness,
            halfLife,
            levels,
            rules,
            lists,
            model.filter(ModelReader.Declared::isEnabled).map(ModelReader.Declared::model),
            secondStage)
        : null;
  }

  private static Currencies currencies(Section root) {
    String base = root.required("base_currency", LEGAL_CURRENCY);
    if (base != null && !CURRENCY.matcher(base).matches()) {
      root.note("base_currency", base, LEGAL_CURRENCY);
    }
    Section section = root.section("rates");
    Map<String, BigDecimal> rates = new LinkedHashMap<>();
    for (String code : section.keys()) {
      if (!CURRENCY.matcher(code).matches() || code.equals(base)) {
        section.note(code, code, LEGAL_CURRENCY + ", and not the base currency");
      }
      rates.put(code, section.read(code, BigDecimal.ONE, LEGAL_RATE, RuleSetReader::rate));
    }
    rates.values().removeIf(rate -> rate == null);
    return new Currencies(base, rates);
  }

  private static BigDecimal rate(String text) {
    BigDecimal rate = new BigDecimal(text).stripTrailingZeros();
    boolean legal =
        rate.signum() > 0
            && rate.scale() <= Currencies.RATE_SCALE
            && rate.compareTo(GREATEST_RATE) <= 0;
    return legal ? rate : null;
  }

  private static RiskLevels levels(Section section, boolean declared) {
    if (!declared) {
      return RiskLevels.USUAL;
    }
    Settings settings = new Settings(section);
    Integer medium = settings.whole("medium", RiskLevels.USUAL.medium(), 1, 100);
    Integer high = settings.whole("high", RiskLevels.USUAL.high(), 1, 100);
    Integer critical = settings.whole("critical", RiskLevels.USUAL.critical(), 1, 100);
    section.refuseOthers();
    if (medium == null || high == null || critical == null) {
      return null;
    }
    if (medium >= high || high >= critical) {
      section.note(
          "",
          String.format(Locale.ROOT, "medium %d, high %d, critical %d", medium, high, critical),
          "scores from 1 to 100 that rise from medium over high to critical");
    }
    return new RiskLevels(medium, high, critical);
  }

  private static void rules(Section root, List<Rule> rules, List<SecondStageRule> secondStage) {
    String legalRules = "a mapping of rules by their names, from 1 to " + MOST_RULES;
    Section section = root.section("rules");
    if (section.keys().isEmpty() && (!root.has("rules") || section.isMapping())) {
      root.note("rules", root.has("rules") ? "empty" : "missing", legalRules);
    } else if (section.keys().size() > MOST_RULES) {
      root.note("rules", section.keys().size() + " of them", legalRules);
    }
    for (String name : section.keys()) {
      if (!NAME.matcher(name).matches() || isTaken(name)) {
        section.note(
            name,
            name,
            "a name that matches "
                + NAME
                + " and is none of the lists' alerts or "
                + FraudModel.NAME);
      }
      if (section.has(name)) {
        new RuleReader(name, section.section(name)).read(rules, secondStage);
      } else {
        section.note(name, "null", "a mapping with the rule's settings, {} for the defaults");
      }
    }
  }

  private static boolean isTaken(String name) {
    for (ListKind list : ListKind.values()) {
      if (list.ruleName().equals(name)) {
        return true;
      }
    }
    return name.equals(FraudModel.NAME);
  }
}
