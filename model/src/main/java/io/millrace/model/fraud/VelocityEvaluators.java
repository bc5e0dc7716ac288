package io.millrace.model.fraud;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Rules about the account's recent payments. */
final class VelocityEvaluators {

  private VelocityEvaluators() {}

  static RuleEvaluator.Stateless of(Rule.VelocityCount rule) {
    List<Rule.CountWindow> windows = rule.windows();
    int[] counts = windows.stream().mapToInt(Rule.CountWindow::count).toArray();
    long[] within = windows.stream().mapToLong(w -> Spans.micros(w.within())).toArray();
    return now -> {
      StringJoiner found = null;
      TimeWindow recent = now.account.recent;
      long time = now.payment.micros();
      for (int i = 0; i < counts.length; i++) {
        now.requireComplete(recent, time - within[i]);
        int count = recent.count(time - within[i], time);
        if (count >= counts[i]) {
          found = found == null ? new StringJoiner("; ") : found;
          found.add(
              String.format(
                  Locale.ROOT,
                  "%d payments within %s, where %d are too many",
                  count,
                  Spans.text(within[i]),
                  counts[i]));
        }
      }
      return found == null ? null : found.toString();
    };
  }

  static RuleEvaluator.Stateless of(Rule.VelocityAmount rule) {
    long within = Spans.micros(rule.within());
    return now -> {
      TimeWindow recent = now.account.recent;
      long time = now.payment.micros();
      now.requireComplete(recent, time - within);
      long sum = recent.sum(time - within, time);
      return sum > rule.limit()
          ? String.format(
              Locale.ROOT,
              "%d payments of %s within %s, above the limit of %s",
              recent.count(time - within, time),
              now.money(sum),
              Spans.text(within),
              now.money(rule.limit()))
          : null;
    };
  }
}
