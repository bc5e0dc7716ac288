package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import java.util.Locale;

/** Payments just below a limit, again and again. */
final class StructuringEvaluator implements RuleEvaluator<TimeWindow> {
  private final Rule.Structuring rule;
  private final long within;
  private final long lateness;

  StructuringEvaluator(Rule.Structuring rule, long lateness) {
    this.rule = rule;
    this.within = Spans.micros(rule.within());
    this.lateness = lateness;
  }

  @Override
  public String evaluate(Situation now, TimeWindow state) {
    if (now.base == Amounts.UNKNOWN || now.base < rule.least() || now.base > rule.limit()) {
      return null;
    }
    long time = now.payment.micros();
    state.dropBefore(now.account.clock - within - lateness);
    state.add(time, now.base);
    now.requireComplete(state, time - within);
    int count = state.count(time - within, time);
    return count >= rule.count()
        ? String.format(
            Locale.ROOT,
            "%d payments from %s to %s within %s, where %d are too many; this one is of %s",
            count,
            Amounts.text(rule.least()),
            now.money(rule.limit()),
            Spans.text(within),
            rule.count(),
            now.amount())
        : null;
  }

  @Override
  public TimeWindow fresh() {
    return new TimeWindow();
  }

  @Override
  public TimeWindow read(StateInput in) {
    return TimeWindow.read(in);
  }

  @Override
  public String shape() {
    return rule.least() + ".." + rule.limit();
  }
}
