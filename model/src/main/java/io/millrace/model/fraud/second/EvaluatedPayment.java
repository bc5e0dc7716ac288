package io.millrace.model.fraud.second;

import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Payment;
import java.util.Comparator;

/**
 * A payment that the first stage has evaluated and that is no duplicate, as far as the second stage
 * looks at it.
 *
 * @param micros when it was made, microseconds since 1970-01-01T00:00:00Z
 * @param merchant who is paid; null where unknown
 * @param userId who pays; null where unknown
 * @param hasOrder whether it pays an order
 * @param isRefused whether its status says so
 * @param isFlagged whether the first stage raised an alert on it, of a rule, a list or the model
 * @param isComplete whether all that the first stage's windows reach back to was still remembered
 * @param origin whatever the host wants to have beside the alerts
 */
public record EvaluatedPayment<T>(
    String transactionId,
    String accountId,
    long micros,
    String merchant,
    String userId,
    boolean hasOrder,
    boolean isRefused,
    boolean isFlagged,
    boolean isComplete,
    T origin) {

  /** The status of a payment that the bank did not let through. */
  public static final String REFUSED = "refused";

  /**
   * In which the second stage looks at payments: by event time, then transaction, then account.
   * Behind that what could still make a difference, so that it never depends on arrival.
   */
  static final Comparator<EvaluatedPayment<?>> ORDER =
      Comparator.<EvaluatedPayment<?>>comparingLong(EvaluatedPayment::micros)
          .thenComparing(EvaluatedPayment::transactionId)
          .thenComparing(EvaluatedPayment::accountId)
          .thenComparing(EvaluatedPayment::isRefused)
          .thenComparing(EvaluatedPayment::isFlagged);

  /**
   * A payment and what the first stage says of it.
   *
   * @param userId who pays; null where unknown
   * @param orderId what is paid; null where there is no order
   */
  public static <T> EvaluatedPayment<T> of(
      Payment payment, Evaluation evaluation, String userId, String orderId, T origin) {
    return new EvaluatedPayment<>(
        payment.transactionId(),
        payment.accountId(),
        payment.micros(),
        payment.merchant(),
        userId,
        orderId != null,
        REFUSED.equals(payment.status()),
        !evaluation.alerts().isEmpty(),
        evaluation.isComplete(),
        origin);
  }
}
