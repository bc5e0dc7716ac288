package io.millrace.model.fraud;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A declared set of rules.
 *
 * @param version which every alert carries
 * @param currencies the base currency and the rates of others
 * @param duplicateHorizon how long a payment's id is remembered, by the account's event time
 * @param allowedLateness how much later than its window a late payment still finds it whole
 * @param historyHalfLife after which a payment counts half in the account's mean and deviation
 * @param levels what scores mean
 * @param rules of the first stage, which make the score: in declared order, each with a name of its
 *     own
 * @param lists in declared order
 * @param model beside the rules; empty where there is none, or it is switched off
 * @param secondStage rules outside the score, in declared order, each with a name that no other has
 */
public record RuleSet(
    String version,
    Currencies currencies,
    Duration duplicateHorizon,
    Duration allowedLateness,
    Duration historyHalfLife,
    RiskLevels levels,
    List<Rule> rules,
    List<ListEntry> lists,
    Optional<FraudModel> model,
    List<SecondStageRule> secondStage) {

  public RuleSet {
    rules = List.copyOf(rules);
    lists = List.copyOf(lists);
    secondStage = List.copyOf(secondStage);
  }

  /**
   * What alerts may name as their rule: the rules in declared order, the model, the lists that
   * raise alerts, then the rules of the second stage in declared order.
   */
  public List<String> alertNames() {
    return Stream.of(
            rules.stream().map(rule -> rule.terms().name()),
            model.stream().map(m -> FraudModel.NAME),
            Stream.of(ListKind.BLOCK, ListKind.REVIEW).map(ListKind::ruleName),
            secondStage.stream().map(SecondStageRule::name))
        .flatMap(names -> names)
        .toList();
  }

  /** Those rules of the second stage that are of one kind. */
  public List<SecondStageRule> secondStage(Class<? extends SecondStageRule> kind) {
    return secondStage.stream().filter(kind::isInstance).toList();
  }

  /** The same rules with that model beside them. */
  public RuleSet with(FraudModel other) {
    return new RuleSet(
        version,
        currencies,
        duplicateHorizon,
        allowedLateness,
        historyHalfLife,
        levels,
        rules,
        lists,
        Optional.of(other),
        secondStage);
  }

  /**
   * Reads the file that declares it.
   *
   * @throws InvalidRuleSetException when anything in it is wrong, or there is none
   */
  public static RuleSet load(Path file) throws InvalidRuleSetException {
    return RuleText.load(file).parse();
  }

  /**
   * Reads it from text.
   *
   * @param file what messages name as the file
   * @throws InvalidRuleSetException naming every problem
   */
  public static RuleSet parse(String file, String yaml) throws InvalidRuleSetException {
    return new RuleSetReader(file).read(yaml);
  }
}
