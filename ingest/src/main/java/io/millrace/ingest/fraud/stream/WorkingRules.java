package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.InvalidRuleSetException;
import io.millrace.model.fraud.RulePromotion;

/**
 * A promoted rule set at work.
 *
 * @param evaluator for all threads
 */
record WorkingRules(RulePromotion promotion, FraudEvaluator evaluator) {

  /**
   * Sets it to work.
   *
   * @throws StreamFailedException when another version of Millrace promoted what this one cannot
   *     read
   */
  static WorkingRules of(RulePromotion promotion) {
    try {
      return new WorkingRules(promotion, new FraudEvaluator(promotion.text().parse()));
    } catch (InvalidRuleSetException e) {
      throw new StreamFailedException(
          "The rules in effect are none that this version of Millrace can read. Run the version that promoted them, or promote others. %s"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Whether it was promoted before that place. */
  boolean isBefore(long place) {
    return promotion.place() < place;
  }
}
