package io.millrace.model.fraud.second;

import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Finding;
import io.millrace.model.fraud.SecondStageRule;
import java.util.Optional;

/** Looks at payments by one rule, in their order, and remembers what it must. */
interface SecondStageEvaluator {

  /**
   * What a rule has to say of a payment.
   *
   * @param explanation built of the numbers that made it fire
   * @param isComplete whether all of its window was still remembered
   */
  record Found(SecondStageRule rule, String explanation, boolean isComplete) {

    <T> SecondAlert<T> alert(String ruleSet, EvaluatedPayment<T> payment) {
      Finding finding = new Finding(rule.name(), 0, rule.severity(), explanation);
      return new SecondAlert<>(
          Alert.of(ruleSet, payment.accountId(), payment.transactionId(), finding),
          payment,
          isComplete && payment.isComplete());
    }
  }

  /** Whether the rule is about such a payment; no other is evaluated. */
  boolean looksAt(EvaluatedPayment<?> payment);

  /** Evaluates the next payment; empty where the rule does not fire. */
  Optional<Found> evaluate(EvaluatedPayment<?> payment);

  /** No payment before that time comes any more. */
  void forgetBefore(long time);
}
