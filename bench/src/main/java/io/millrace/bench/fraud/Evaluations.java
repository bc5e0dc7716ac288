package io.millrace.bench.fraud;

import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Payment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The states of accounts, and what evaluating their payments makes of them. */
final class Evaluations {
  private final FraudEvaluator evaluator;
  private final Map<String, AccountState> accounts = new HashMap<>();

  Evaluations(FraudEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  void all(List<Payment> payments) {
    for (Payment payment : payments) {
      AccountState account = accounts.get(payment.accountId());
      if (account == null) {
        account = evaluator.newAccount();
        accounts.put(payment.accountId(), account);
      }
      evaluator.evaluate(account, payment);
    }
  }

  /** The size of all states as hosts store them. */
  long storedBytes() {
    return accounts.values().stream().mapToLong(account -> evaluator.write(account).length).sum();
  }

  int size() {
    return accounts.size();
  }
}
