package io.millrace.model.fraud;

import io.millrace.model.state.Hash64;
import io.millrace.model.state.StateInput;
import java.util.Locale;

/** The first use of a merchant, device or country, with a large amount. */
final class FirstUseEvaluator implements RuleEvaluator<RecentValues> {
  private final Rule.FirstUse rule;

  FirstUseEvaluator(Rule.FirstUse rule) {
    this.rule = rule;
  }

  @Override
  public String evaluate(Situation now, RecentValues state) {
    String value = rule.attribute().of(now.payment);
    if (value == null) {
      return null;
    }
    int known = state.size();
    boolean isKnown = state.use(Hash64.of(value));
    if (isKnown || now.account.moments.count() < rule.after()) {
      return null;
    }
    long percentile = now.account.amounts.percentile(rule.percentile());
    return now.isAbove(percentile)
        ? String.format(
            Locale.ROOT,
            "%s is above the %dth percentile %s of %d earlier payments, at a %s that is none of the %d used last",
            now.amount(),
            rule.percentile(),
            now.money(percentile),
            now.account.moments.count(),
            rule.attribute().key(),
            known)
        : null;
  }

  @Override
  public RecentValues fresh() {
    return new RecentValues();
  }

  @Override
  public RecentValues read(StateInput in) {
    return RecentValues.read(in);
  }

  @Override
  public String shape() {
    return rule.attribute().key();
  }
}
