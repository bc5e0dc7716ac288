package io.millrace.model.fraud.second;

import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.Spans;
import java.util.Optional;
import java.util.OptionalLong;

/** A payment of an order whose user viewed no page in the time before. */
final class NoBrowsingEvaluator implements SecondStageEvaluator {
  private final SecondStageRule.NoBrowsing rule;
  private final long within;
  private final LastViews views;

  NoBrowsingEvaluator(SecondStageRule.NoBrowsing rule, LastViews views) {
    this.rule = rule;
    this.within = Spans.micros(rule.within());
    this.views = views;
  }

  @Override
  public boolean looksAt(EvaluatedPayment<?> payment) {
    return payment.hasOrder() && payment.userId() != null;
  }

  @Override
  public Optional<Found> evaluate(EvaluatedPayment<?> payment) {
    OptionalLong last = views.of(payment.userId());
    return last.isPresent() && last.getAsLong() >= payment.micros() - within
        ? Optional.empty()
        : Optional.of(
            new Found(
                rule,
                "no page view of the same user in the %s before this payment of an order"
                    .formatted(Spans.text(within)),
                true));
  }

  @Override
  public void forgetBefore(long time) {
    // page views are kept for all rules together
  }
}
