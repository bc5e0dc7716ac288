package io.millrace.bench.fraud;

import io.millrace.ingest.fraud.EvaluationListener;
import io.millrace.ingest.fraud.RefusedLine;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;

/** Counts alerts and lets no line be refused. */
final class AlertCount implements EvaluationListener {
  private long alerts;

  @Override
  public void evaluated(Payment payment, Evaluation evaluation, PaymentNote note) {
    alerts += evaluation.alerts().size();
  }

  @Override
  public void refused(RefusedLine line) {
    throw new IllegalStateException(line.toString());
  }

  void requireSome() {
    if (alerts == 0) {
      throw new IllegalStateException("no alert was raised");
    }
  }
}
