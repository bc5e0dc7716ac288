package io.millrace.model.fraud;

import java.util.Locale;

/** Rules about an amount beside the account's history. */
final class AmountEvaluators {
  private static final long HOUR = 3_600_000_000L;
  private static final long HOURS_A_DAY = 24;

  private AmountEvaluators() {}

  static RuleEvaluator.Stateless of(Rule.HighAmount rule) {
    return now ->
        now.isAbove(rule.limit())
            ? "%s is above the limit of %s".formatted(now.amount(), now.money(rule.limit()))
            : null;
  }

  static RuleEvaluator.Stateless of(Rule.UnusualAmount rule) {
    return now -> {
      AmountMoments moments = now.account.moments;
      if (moments.count() < rule.after() || now.base == Amounts.UNKNOWN) {
        return null;
      }
      double usual = moments.mean() + rule.deviations() * moments.deviation();
      return now.base > usual
          ? String.format(
              Locale.ROOT,
              "%s is above the mean %s plus %s standard deviations of %s of %d earlier payments",
              now.amount(),
              Amounts.text(moments.mean()),
              Double.toString(rule.deviations()).replaceAll("\\.0$", ""),
              Amounts.text(moments.deviation()),
              moments.count())
          : null;
    };
  }

  static RuleEvaluator.Stateless of(Rule.NightOwl rule) {
    return now -> {
      int hour = hour(now.payment.micros());
      boolean fires =
          (now.account.hours & 1 << hour) == 0
              && now.account.moments.count() >= rule.after()
              && now.isAbove(rule.limit());
      return fires
          ? String.format(
              Locale.ROOT,
              "%s is above %s, from %02d:00 to %02d:59 UTC, when none of %d earlier payments was made",
              now.amount(),
              now.money(rule.limit()),
              hour,
              hour,
              now.account.moments.count())
          : null;
    };
  }

  /** The hour of the day in UTC, 0 to 23. */
  static int hour(long micros) {
    return (int) Math.floorMod(Math.floorDiv(micros, HOUR), HOURS_A_DAY);
  }
}
