package io.millrace.ingest.fraud;

import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import io.millrace.model.fraud.second.SecondAlert;
import java.io.IOException;

/** Told what came out of each line, in the order of lines, and then of the second stage. */
public interface EvaluationListener {

  /** Passes over everything. */
  EvaluationListener NONE =
      new EvaluationListener() {
        @Override
        public void evaluated(Payment payment, Evaluation evaluation, PaymentNote note) {}

        @Override
        public void refused(RefusedLine line) {}
      };

  /**
   * A payment and what the rules say of it, a duplicate too.
   *
   * @param note what the file says of it besides
   * @throws IOException ends the detection
   */
  void evaluated(Payment payment, Evaluation evaluation, PaymentNote note) throws IOException;

  /**
   * An alert of the second stage, behind all payments, by event time; passed over unless this is
   * overridden.
   *
   * @param evaluation of the payment, without its findings and alerts, which came with it
   * @param label what the file says of it
   * @throws IOException ends the detection
   */
  default void alerted(Payment payment, Evaluation evaluation, Label label, SecondAlert<?> alert)
      throws IOException {}

  /**
   * A line that is no payment.
   *
   * @throws IOException ends the detection
   */
  void refused(RefusedLine line) throws IOException;
}
