package io.millrace.model.fraud.second;

import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Evaluates payments by rules of the second stage. A host gives payments, and page views where
 * {@link #readsPageViews}, in whatever order they come, and says from time to time up to when all
 * is known; what is known is evaluated then, each payment once, by event time, then transaction,
 * then account. So the same payments give the same alerts on every host. A host that has all
 * payments at once says {@link #END}.
 *
 * <p>It holds what waits for the watermark; of a merchant the payments within a window, at most
 * {@value MerchantWindow#MOST}; of a user the latest page view. Merchants and users of whom nothing
 * is within the longest window any more are forgotten. Nothing of it need be stored: fed anew with
 * what lies {@link #lookBack} before a payment, it says the same of that payment.
 *
 * <p>For one thread.
 *
 * @param <T> whatever the host wants to have beside the alerts
 */
public final class SecondStage<T> {

  /** Later than every payment: all is known. */
  public static final long END = Long.MAX_VALUE;

  private record View(long micros, String userId) {}

  private final String ruleSet;
  private final List<SecondStageEvaluator> evaluators;
  private final LastViews views;
  private final PriorityQueue<EvaluatedPayment<T>> payments =
      new PriorityQueue<>(EvaluatedPayment.ORDER);
  private final PriorityQueue<View> waitingViews =
      new PriorityQueue<>(Comparator.comparingLong(View::micros));
  private long watermark = Long.MIN_VALUE;
  private long latePayments;
  private long latePageViews;

  /** All rules of the second stage of a set. */
  public SecondStage(RuleSet rules) {
    this(rules.version(), rules.secondStage());
  }

  /**
   * Some rules of the second stage of a set.
   *
   * @param ruleSet its version, which alert ids depend on
   * @param rules in declared order
   */
  public SecondStage(String ruleSet, List<SecondStageRule> rules) {
    this.ruleSet = ruleSet;
    this.views = new LastViews(rules);
    this.evaluators = rules.stream().map(rule -> evaluator(rule, views)).toList();
  }

  /**
   * How far before a payment all payments and page views must be known, so that what these rules
   * say of it does not depend on what was earlier still; zero without rules.
   */
  public static Duration lookBack(List<SecondStageRule> rules) {
    Duration longest = Duration.ZERO;
    for (SecondStageRule rule : rules) {
      // a burst begins where the payment before was none, which its own window tells
      Duration reach =
          rule instanceof SecondStageRule.MerchantBurst
              ? rule.within().multipliedBy(2)
              : rule.within();
      longest = reach.compareTo(longest) > 0 ? reach : longest;
    }
    return longest;
  }

  /**
   * What the rules {@code no_browsing} of a set say of one payment, for a host that joins payments
   * with page views by itself.
   *
   * @param latestView when the latest page view of the same user at or before the payment was,
   *     microseconds since 1970; empty when there was none in the half hour before
   */
  public static <T> List<SecondAlert<T>> withoutBrowsing(
      RuleSet rules, EvaluatedPayment<T> payment, OptionalLong latestView) {
    SecondStage<T> stage =
        new SecondStage<>(rules.version(), rules.secondStage(SecondStageRule.NoBrowsing.class));
    stage.payment(payment);
    if (payment.userId() != null) {
      latestView.ifPresent(view -> stage.pageView(payment.userId(), view));
    }
    return stage.advance(END);
  }

  /** Whether one of the rules looks at page views. */
  public boolean readsPageViews() {
    return views.areAsked();
  }

  /**
   * A payment, which is evaluated when the watermark has passed it. One that the watermark has
   * passed already is counted and not evaluated, now or in the window of a later one.
   */
  public void payment(EvaluatedPayment<T> payment) {
    if (evaluators.stream().noneMatch(evaluator -> evaluator.looksAt(payment))) {
      return;
    }
    if (payment.micros() < watermark) {
      latePayments++;
    } else {
      payments.add(payment);
    }
  }

  /**
   * A page view of a known user. One that the watermark has passed already is counted and else
   * ignored.
   *
   * @param micros microseconds since 1970-01-01T00:00:00Z
   */
  public void pageView(String userId, long micros) {
    if (!readsPageViews()) {
      return;
    }
    if (micros < watermark) {
      latePageViews++;
    } else {
      waitingViews.add(new View(micros, userId));
    }
  }

  /**
   * Evaluates what is known.
   *
   * @param until all payments and page views before that time were given, microseconds since 1970;
   *     an earlier one than before changes nothing
   * @return final alerts, by payments in their order, those of a payment in the order of rules
   */
  public List<SecondAlert<T>> advance(long until) {
    List<SecondAlert<T>> alerts = new ArrayList<>();
    if (until <= watermark) {
      return alerts;
    }
    while (!payments.isEmpty() && payments.peek().micros() < until) {
      EvaluatedPayment<T> payment = payments.remove();
      viewUntil(payment.micros());
      for (SecondStageEvaluator evaluator : evaluators) {
        if (evaluator.looksAt(payment)) {
          evaluator
              .evaluate(payment)
              .map(found -> found.alert(ruleSet, payment))
              .ifPresent(alerts::add);
        }
      }
    }
    viewUntil(until - 1);
    views.forgetBefore(until);
    evaluators.forEach(evaluator -> evaluator.forgetBefore(until));
    watermark = until;
    return alerts;
  }

  /** How many payments and page views wait for the watermark. */
  public int waiting() {
    return payments.size() + waitingViews.size();
  }

  /** How many payments came when the watermark had passed them. */
  public long latePayments() {
    return latePayments;
  }

  /** How many page views came when the watermark had passed them. */
  public long latePageViews() {
    return latePageViews;
  }

  private void viewUntil(long last) {
    while (!waitingViews.isEmpty() && waitingViews.peek().micros() <= last) {
      View view = waitingViews.remove();
      views.add(view.userId(), view.micros());
    }
  }

  private static SecondStageEvaluator evaluator(SecondStageRule rule, LastViews views) {
    if (rule instanceof SecondStageRule.MerchantBurst burst) {
      return new MerchantBurstEvaluator(burst);
    } else if (rule instanceof SecondStageRule.NoBrowsing browsing) {
      return new NoBrowsingEvaluator(browsing, views);
    }
    throw new IllegalArgumentException("no such kind of rule: " + rule);
  }
}
