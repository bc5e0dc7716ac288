package io.millrace.streaming.live;

import io.millrace.model.live.Payment;
import io.millrace.model.live.PaymentContext;
import io.millrace.streaming.Declaration;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Payments of the feed transactions. */
final class PaymentTask extends JoinTask {

  private final PaymentContext context;

  PaymentTask(Declaration declaration, PaymentContext context) {
    super(declaration);
    this.context = context;
  }

  @Override
  StructType columns() {
    return PaymentContextJoin.PAYMENTS;
  }

  @Override
  Optional<Row> row(Object[] fields) {
    Payment payment = context.payment(fields);
    return Optional.of(
        RowFactory.create(
            timestamp(payment.micros()),
            payment.user(),
            payment.id(),
            payment.account(),
            payment.amount(),
            payment.currency(),
            payment.channel(),
            payment.status(),
            payment.hasOrder()));
  }
}
