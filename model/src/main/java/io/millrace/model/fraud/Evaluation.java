package io.millrace.model.fraud;

import java.util.List;
import java.util.Optional;

/**
 * What came out of a payment.
 *
 * @param score 0 to {@value #GREATEST_SCORE}; never less when more rules fire
 * @param level of the score
 * @param list that decided; empty when the payment is on none
 * @param findings what fired, in declared order, whether or not it raises an alert
 * @param alerts what the desk is told
 * @param lateMicros how much earlier the payment was made than the account's latest one; 0 when it
 *     is in order
 * @param isDuplicate it was evaluated before: nothing else is said of it, and nothing changed
 * @param isPriced the amount is known in the base currency; where not, no rule looked at it
 * @param isComplete all payments that a window reached back to were still remembered; where not, a
 *     rule may have missed some
 */
public record Evaluation(
    int score,
    RiskLevel level,
    Optional<ListKind> list,
    List<Finding> findings,
    List<Alert> alerts,
    long lateMicros,
    boolean isDuplicate,
    boolean isPriced,
    boolean isComplete) {

  /** Of a payment that is surely fraud. */
  public static final int GREATEST_SCORE = 100;

  /** Of a payment that was evaluated before. */
  static final Evaluation DUPLICATE =
      new Evaluation(0, RiskLevel.LOW, Optional.empty(), List.of(), List.of(), 0, true, true, true);

  public Evaluation {
    findings = List.copyOf(findings);
    alerts = List.copyOf(alerts);
  }
}
