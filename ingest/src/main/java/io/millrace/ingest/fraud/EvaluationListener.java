package io.millrace.ingest.fraud;

import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.Payment;
import java.io.IOException;

/** Told what came out of each line, in the order of lines. */
public interface EvaluationListener {

  /**
   * A payment and what the rules say of it, a duplicate too.
   *
   * @param label what the file says of it
   * @throws IOException ends the detection
   */
  void evaluated(Payment payment, Evaluation evaluation, Label label) throws IOException;

  /**
   * A line that is no payment.
   *
   * @throws IOException ends the detection
   */
  void refused(RefusedLine line) throws IOException;
}
