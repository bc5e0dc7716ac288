package io.millrace.ingest.fraud;

import io.millrace.model.fraud.second.EvaluatedPayment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives payments on by event time as long as they come nearly so: none more than so many behind
 * those that were made after it.
 */
final class PaymentWindow {

  private final int reach;
  private final PaymentRuns.Taker taker;
  private final List<EvaluatedPayment<EvaluatedLine>> waiting = new ArrayList<>();
  private long givenUntil = Long.MIN_VALUE;
  private boolean isNearlyOrdered = true;

  /**
   * @param reach how many payments are waited for at least
   * @param taker given each, at the same time in any order
   */
  PaymentWindow(int reach, PaymentRuns.Taker taker) {
    this.reach = reach;
    this.taker = taker;
  }

  /** Takes the next payment; nothing more is given on after one that came too far behind. */
  void add(EvaluatedPayment<EvaluatedLine> payment) throws IOException {
    if (!isNearlyOrdered) {
      return;
    }
    if (payment.micros() < givenUntil) {
      isNearlyOrdered = false;
      waiting.clear();
      return;
    }
    waiting.add(payment);
    if (waiting.size() == 2 * reach) {
      give(reach);
    }
  }

  /** Gives on what is left. */
  void end() throws IOException {
    give(waiting.size());
  }

  /** Whether every payment was given on in its place. */
  boolean isNearlyOrdered() {
    return isNearlyOrdered;
  }

  private void give(int count) throws IOException {
    waiting.sort(Comparator.comparingLong(EvaluatedPayment::micros));
    List<EvaluatedPayment<EvaluatedLine>> first = waiting.subList(0, count);
    for (EvaluatedPayment<EvaluatedLine> payment : first) {
      taker.take(payment);
      givenUntil = payment.micros();
    }
    first.clear();
  }
}
