package io.millrace.model.fraud;

/** A payment beside what came before it. */
final class Situation {
  final Payment payment;

  /** The amount in ten-thousandths of the base currency, or {@link Amounts#UNKNOWN}. */
  final long base;

  /** Of the account, in which the payment has arrived and is counted in the recent ones. */
  final AccountState account;

  private final String baseCurrency;
  private boolean complete = true;
  private int fired;

  Situation(Payment payment, long base, AccountState account, String baseCurrency) {
    this.payment = payment;
    this.base = base;
    this.account = account;
    this.baseCurrency = baseCurrency;
  }

  /** Whether the amount is known in the base currency and above that one. */
  boolean isAbove(long limit) {
    return base != Amounts.UNKNOWN && base > limit;
  }

  /** To be told by a rule whose window reaches back further than what is remembered. */
  void requireComplete(TimeWindow window, long from) {
    complete &= window.isCompleteFrom(from);
  }

  /** Whether all that rules asked for was still remembered. */
  boolean isComplete() {
    return complete;
  }

  /** Notes that a rule fired. */
  void countFired() {
    fired++;
  }

  /** How many of the rules before fired. */
  int fired() {
    return fired;
  }

  /** The amount as explanations name it. */
  String amount() {
    String inBase = money(base);
    return baseCurrency.equals(payment.currency())
        ? inBase
        : Amounts.text(payment.amount()) + " " + payment.currency() + " = " + inBase;
  }

  /** An amount in the base currency as explanations name it. */
  String money(long amount) {
    return Amounts.text(amount) + " " + baseCurrency;
  }
}
