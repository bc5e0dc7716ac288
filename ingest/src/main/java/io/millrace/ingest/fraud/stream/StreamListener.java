package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Payment;

/** Told of every payment that is no duplicate, by several threads at once. */
@FunctionalInterface
public interface StreamListener {

  /** Listens to nothing. */
  StreamListener NONE = (payment, evaluation) -> {};

  /**
   * A payment was evaluated. Its transaction is not committed yet: after a failure the same payment
   * may come again.
   */
  void evaluated(Payment payment, Evaluation evaluation);
}
