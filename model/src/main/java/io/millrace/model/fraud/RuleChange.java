package io.millrace.model.fraud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a rule when one set follows another.
 *
 * @param rule its name
 * @param memory what becomes of what it remembers of accounts
 */
public record RuleChange(String rule, Kind kind, Memory memory) {

  /** How it differs. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED,
    SAME
  }

  /** What becomes of what a rule remembers of accounts. */
  public enum Memory {
    /** It goes on with what it remembers. */
    KEPT,
    /** It remembers nothing of any account yet. */
    BEGINS_ANEW,
    /** What it remembered is lost. */
    FORGOTTEN,
    /**
     * It remembers nothing of accounts by itself: it looks at what is kept of each in any case, or
     * it is of the second stage.
     */
    NONE
  }

  /**
   * For all rules of both sets, and their models, which are as rules: those of the new one in
   * declared order, those of the second stage last, then those removed.
   */
  public static List<RuleChange> between(RuleSet before, RuleSet after) {
    Map<String, String> memoryBefore = new FraudEvaluator(before).memories();
    Map<String, String> memoryAfter = new FraudEvaluator(after).memories();
    Map<String, Object> old = declared(before);
    List<RuleChange> changes = new ArrayList<>();
    declared(after)
        .forEach(
            (name, rule) -> {
              Object was = old.remove(name);
              Kind kind = was == null ? Kind.ADDED : was.equals(rule) ? Kind.SAME : Kind.CHANGED;
              String memory = memoryAfter.getOrDefault(name, "");
              changes.add(
                  new RuleChange(
                      name,
                      kind,
                      memory.isEmpty()
                          ? Memory.NONE
                          : memory.equals(memoryBefore.get(name))
                              ? Memory.KEPT
                              : Memory.BEGINS_ANEW));
            });
    for (String name : old.keySet()) {
      boolean hasMemory = !memoryBefore.getOrDefault(name, "").isEmpty();
      changes.add(new RuleChange(name, Kind.REMOVED, hasMemory ? Memory.FORGOTTEN : Memory.NONE));
    }
    return changes;
  }

  /** Rules of both stages and model by their names, in order. */
  private static Map<String, Object> declared(RuleSet rules) {
    Map<String, Object> declared = new LinkedHashMap<>();
    rules.rules().forEach(rule -> declared.put(rule.terms().name(), rule));
    rules.model().ifPresent(model -> declared.put(FraudModel.NAME, model));
    rules.secondStage().forEach(rule -> declared.put(rule.name(), rule));
    return declared;
  }
}
