package io.millrace.model.fraud.second;

import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.SecondStageRule.Counted;
import io.millrace.model.fraud.Spans;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The share of a merchant's payments that are refused or flagged rises above a limit. */
final class MerchantBurstEvaluator implements SecondStageEvaluator {
  /** A share of all, scaled as limits are. */
  private static final long ALL = 10_000;

  private final SecondStageRule.MerchantBurst rule;
  private final long within;
  private final long limit;
  private final boolean countsRefused;
  private final boolean countsFlagged;
  private final String counted;

  /** Those that were paid longest ago first. */
  private final Map<String, MerchantWindow> merchants = new LinkedHashMap<>(16, 0.75f, true);

  MerchantBurstEvaluator(SecondStageRule.MerchantBurst rule) {
    this.rule = rule;
    this.within = Spans.micros(rule.within());
    this.limit = rule.limit().movePointRight(SecondStageRule.LIMIT_SCALE).longValueExact();
    this.countsRefused = rule.of().contains(Counted.REFUSED);
    this.countsFlagged = rule.of().contains(Counted.FLAGGED);
    this.counted =
        Arrays.stream(Counted.values())
            .filter(rule.of()::contains)
            .map(Counted::text)
            .collect(Collectors.joining(" or "));
  }

  @Override
  public boolean looksAt(EvaluatedPayment<?> payment) {
    return payment.merchant() != null;
  }

  @Override
  public Optional<Found> evaluate(EvaluatedPayment<?> payment) {
    MerchantWindow window =
        merchants.computeIfAbsent(payment.merchant(), m -> new MerchantWindow(within));
    window.add(
        payment.micros(),
        (countsRefused && payment.isRefused()) || (countsFlagged && payment.isFlagged()));
    boolean isAbove =
        window.size() >= rule.payments() && window.counted() * ALL > limit * window.size();
    return window.rises(isAbove)
        ? Optional.of(
            new Found(
                rule,
                String.format(
                    Locale.ROOT,
                    "%d of %d payments at this merchant within %s %s, where %s is too many",
                    window.counted(),
                    window.size(),
                    Spans.text(payment.micros() - window.first()),
                    counted,
                    rule.limit().toPlainString()),
                window.isComplete()))
        : Optional.empty();
  }

  @Override
  public void forgetBefore(long time) {
    Iterator<MerchantWindow> longestAgo = merchants.values().iterator();
    while (longestAgo.hasNext() && longestAgo.next().last() < time - within) {
      longestAgo.remove();
    }
  }
}
