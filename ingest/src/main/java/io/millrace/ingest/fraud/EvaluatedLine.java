package io.millrace.ingest.fraud;

import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.ListKind;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RiskLevel;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.util.List;
import java.util.Optional;

/**
 * A payment of a file on its way to the second stage, in memory or as bytes.
 *
 * @param evaluation without its findings and alerts, which were told
 */
record EvaluatedLine(Payment payment, Evaluation evaluation, Label label) {
  private static final int REFUSED = 1;
  private static final int FLAGGED = 2;
  private static final int PRICED = 4;
  private static final int COMPLETE = 8;

  /** How many texts a payment has. */
  private static final int TEXTS = 10;

  /** As the second stage sees it. */
  static EvaluatedPayment<EvaluatedLine> of(Payment payment, Evaluation evaluation, Label label) {
    EvaluatedLine line =
        new EvaluatedLine(
            payment,
            outcome(
                evaluation.score(),
                evaluation.level(),
                evaluation.list(),
                evaluation.lateMicros(),
                evaluation.isPriced(),
                evaluation.isComplete()),
            label);
    return EvaluatedPayment.of(payment, evaluation, null, null, line);
  }

  /** As bytes, which {@link #read} takes. */
  static byte[] write(EvaluatedPayment<EvaluatedLine> evaluated) {
    Payment payment = evaluated.origin().payment();
    Evaluation evaluation = evaluated.origin().evaluation();
    StateOutput out = new StateOutput();
    out.writeSigned(payment.micros());
    out.writeSigned(payment.amount());
    for (String text : texts(payment)) {
      out.writeByte(text == null ? 0 : 1);
      if (text != null) {
        out.writeText(text);
      }
    }
    out.writeFixed(Double.doubleToLongBits(payment.latitude()));
    out.writeFixed(Double.doubleToLongBits(payment.longitude()));
    out.writeByte(
        (evaluated.isRefused() ? REFUSED : 0)
            | (evaluated.isFlagged() ? FLAGGED : 0)
            | (evaluation.isPriced() ? PRICED : 0)
            | (evaluation.isComplete() ? COMPLETE : 0));
    out.writeVarint(evaluation.score());
    out.writeText(evaluation.level().name());
    out.writeText(evaluation.list().map(ListKind::name).orElse(""));
    out.writeVarint(evaluation.lateMicros());
    out.writeText(evaluated.origin().label().name());
    return out.toBytes();
  }

  /** Reads what {@link #write} gave. */
  static EvaluatedPayment<EvaluatedLine> read(byte[] bytes) {
    StateInput in = new StateInput(bytes, IllegalStateException::new);
    long micros = in.readSigned();
    long amount = in.readSigned();
    String[] texts = new String[TEXTS];
    for (int i = 0; i < TEXTS; i++) {
      texts[i] = in.readByte() == 0 ? null : in.readText();
    }
    Payment payment =
        new Payment(
            texts[0],
            texts[1],
            micros,
            amount,
            texts[2],
            texts[3],
            texts[4],
            texts[5],
            texts[6],
            texts[7],
            texts[8],
            texts[9],
            Double.longBitsToDouble(in.readFixed()),
            Double.longBitsToDouble(in.readFixed()));
    int flags = in.readByte();
    int score = (int) in.readVarint();
    RiskLevel level = RiskLevel.valueOf(in.readText());
    String list = in.readText();
    Evaluation evaluation =
        outcome(
            score,
            level,
            list.isEmpty() ? Optional.empty() : Optional.of(ListKind.valueOf(list)),
            in.readVarint(),
            (flags & PRICED) != 0,
            (flags & COMPLETE) != 0);
    Label label = Label.valueOf(in.readText());
    in.end();
    return new EvaluatedPayment<>(
        payment.transactionId(),
        payment.accountId(),
        micros,
        payment.merchant(),
        null,
        false,
        (flags & REFUSED) != 0,
        (flags & FLAGGED) != 0,
        evaluation.isComplete(),
        new EvaluatedLine(payment, evaluation, label));
  }

  private static String[] texts(Payment payment) {
    return new String[] {
      payment.transactionId(),
      payment.accountId(),
      payment.currency(),
      payment.merchant(),
      payment.merchantCategory(),
      payment.paymentMethod(),
      payment.channel(),
      payment.status(),
      payment.deviceId(),
      payment.country()
    };
  }

  private static Evaluation outcome(
      int score,
      RiskLevel level,
      Optional<ListKind> list,
      long lateMicros,
      boolean isPriced,
      boolean isComplete) {
    return new Evaluation(
        score, level, list, List.of(), List.of(), lateMicros, false, isPriced, isComplete);
  }
}
