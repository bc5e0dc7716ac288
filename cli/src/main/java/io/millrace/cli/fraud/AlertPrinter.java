package io.millrace.cli.fraud;

import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Payment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Shows alerts as people read them, a line each. */
public final class AlertPrinter {

  private final Consumer<String> lines;

  /**
   * @param lines takes each line
   */
  public AlertPrinter(Consumer<String> lines) {
    this.lines = lines;
  }

  /** One that shows nothing. */
  public static AlertPrinter silent() {
    return new AlertPrinter(line -> {});
  }

  void print(Payment payment, Evaluation evaluation, Alert alert) {
    lines.accept(
        "%s %s %s %d %s %s: %s"
            .formatted(
                Instant.EPOCH.plus(payment.micros(), ChronoUnit.MICROS),
                payment.accountId(),
                payment.transactionId(),
                evaluation.score(),
                evaluation.level().text(),
                alert.finding().rule(),
                alert.finding().explanation()));
  }
}
