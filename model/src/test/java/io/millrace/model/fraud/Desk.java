package io.millrace.model.fraud;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host for tests: states in a map, and what the rules said. */
final class Desk {
  private static final String HEAD = "version: test\nbase_currency: USD\nrates: {EUR: 1.1}\n";

  private final FraudEvaluator evaluator;
  private final Map<String, AccountState> accounts = new HashMap<>();

  Desk(RuleSet rules) {
    this.evaluator = new FraudEvaluator(rules);
  }

  /** A desk with those rules, in YAML, and all other settings as usual. */
  static Desk of(String rules) {
    return new Desk(rules(rules));
  }

  static RuleSet rules(String rules) {
    return RuleSet.parse("fraud-rules.yaml", HEAD + rules);
  }

  FraudEvaluator evaluator() {
    return evaluator;
  }

  AccountState account(String id) {
    return accounts.computeIfAbsent(id, a -> evaluator.newAccount());
  }

  /** The account's state as bytes. */
  byte[] state(String id) {
    return evaluator.write(account(id));
  }

  Evaluation pay(Payment payment) {
    return evaluator.evaluate(account(payment.accountId()), payment);
  }

  Evaluation pay(Payments payment) {
    return pay(payment.make());
  }

  /** The rules that fired for the last of those payments. */
  List<String> fired(Payments... payments) {
    List<String> fired = new ArrayList<>();
    for (Payments payment : payments) {
      fired = pay(payment).findings().stream().map(Finding::rule).toList();
    }
    return fired;
  }

  /** What the only rule that fired for the last of those payments says, or null. */
  String said(Payments... payments) {
    String said = null;
    for (Payments payment : payments) {
      said = pay(payment).findings().stream().map(Finding::explanation).findFirst().orElse(null);
    }
    return said;
  }
}
