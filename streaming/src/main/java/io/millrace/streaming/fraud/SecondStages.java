package io.millrace.streaming.fraud;

import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.fraud.second.SecondAlert;
import io.millrace.model.fraud.second.SecondAlertRows;
import io.millrace.model.fraud.second.SecondStage;
import io.millrace.model.live.LiveRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules {@code merchant_burst} of the rule sets by which payments were evaluated. Those of each
 * set see all payments, and speak of those that were evaluated by that set. For one thread.
 */
final class SecondStages {

  private final Map<String, SecondStage<LiveRow>> byVersion = new TreeMap<>();
  private final Duration lookBack;

  /**
   * @param sets with such rules; none twice
   */
  SecondStages(Collection<RuleSet> sets) {
    List<SecondStageRule> all = new ArrayList<>();
    for (RuleSet set : sets) {
      List<SecondStageRule> bursts = bursts(set);
      all.addAll(bursts);
      byVersion.put(set.version(), new SecondStage<>(set.version(), bursts));
    }
    lookBack = SecondStage.lookBack(all);
  }

  /** Whether a rule set has a part in this. */
  static boolean areIn(RuleSet rules) {
    return !bursts(rules).isEmpty();
  }

  private static List<SecondStageRule> bursts(RuleSet rules) {
    return rules.secondStage(SecondStageRule.MerchantBurst.class);
  }

  /** Whether there are no rules. */
  boolean isEmpty() {
    return byVersion.isEmpty();
  }

  /** Whether it has the rules of that version. */
  boolean has(String version) {
    return byVersion.containsKey(version);
  }

  /** How far before a payment all payments must be known. */
  Duration lookBack() {
    return lookBack;
  }

  /** Takes a payment of {@link SecondAlertRows#payment}. */
  void add(EvaluatedPayment<LiveRow> payment) {
    byVersion.values().forEach(stage -> stage.payment(payment));
  }

  /** Final alerts on payments before that time, in microseconds since 1970. */
  List<SecondAlert<LiveRow>> advance(long until) {
    List<SecondAlert<LiveRow>> alerts = new ArrayList<>();
    byVersion.forEach(
        (version, stage) ->
            stage.advance(until).stream()
                .filter(alert -> SecondAlertRows.ruleSet(alert.payment()).equals(version))
                .forEach(alerts::add));
    return alerts;
  }

  /** How many payments wait for the watermark. */
  int waiting() {
    return byVersion.values().stream().mapToInt(SecondStage::waiting).max().orElse(0);
  }

  /** How many payments came when the watermark had passed them. */
  long late() {
    return byVersion.values().stream().mapToLong(SecondStage::latePayments).max().orElse(0);
  }
}
