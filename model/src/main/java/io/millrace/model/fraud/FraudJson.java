package io.millrace.model.fraud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.millrace.model.record.ValueRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Alerts and scores as JSON objects in UTF-8, the same bytes on every host. All members are always
 * there, null where unknown; {@code docs/fraud.md} lists them. For one thread.
 */
public final class FraudJson {
  private final JsonFactory json = JsonFactory.builder().build();
  private final ByteArrayBuilder bytes = new ByteArrayBuilder();
  private final String ruleSet;

  /**
   * @param ruleSet the version of the rules
   */
  public FraudJson(String ruleSet) {
    this.ruleSet = ruleSet;
  }

  /** An alert that a payment raises. */
  public byte[] alert(Payment payment, Evaluation evaluation, Alert alert) {
    return alert(payment, evaluation, alert, evaluation.isComplete());
  }

  /**
   * An alert of either stage.
   *
   * @param isComplete whether all that its windows reach back to was still remembered
   */
  public byte[] alert(Payment payment, Evaluation evaluation, Alert alert, boolean isComplete) {
    return object(
        out -> {
          out.writeStringField("alert_id", alert.id());
          out.writeStringField("rule", alert.finding().rule());
          out.writeStringField("severity", alert.finding().severity().text());
          out.writeStringField("explanation", alert.finding().explanation());
          payment(out, payment);
          out.writeStringField("merchant", payment.merchant());
          out.writeStringField("merchant_category", payment.merchantCategory());
          out.writeStringField("channel", payment.channel());
          out.writeStringField("country", payment.country());
          outcome(out, evaluation, isComplete);
        });
  }

  /** The score of a payment. */
  public byte[] score(Payment payment, Evaluation evaluation) {
    return object(
        out -> {
          payment(out, payment);
          outcome(out, evaluation, evaluation.isComplete());
          out.writeArrayFieldStart("rules");
          for (Finding finding : evaluation.findings()) {
            out.writeString(finding.rule());
          }
          out.writeEndArray();
        });
  }

  /** Members of an object. */
  private interface Members {
    void write(JsonGenerator out) throws IOException;
  }

  private byte[] object(Members members) {
    bytes.reset();
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }

  private void payment(JsonGenerator out, Payment payment) throws IOException {
    out.writeStringField("transaction_id", payment.transactionId());
    out.writeStringField("account_id", payment.accountId());
    out.writeStringField("event_time", instant(payment.micros()).toString());
    out.writeFieldName("amount");
    if (payment.amount() == Payment.NO_AMOUNT) {
      out.writeNull();
    } else {
      out.writeNumber(BigDecimal.valueOf(payment.amount(), ValueRange.MONEY_SCALE));
    }
    out.writeStringField("currency", payment.currency());
  }

  private void outcome(JsonGenerator out, Evaluation evaluation, boolean isComplete)
      throws IOException {
    out.writeNumberField("score", evaluation.score());
    out.writeStringField("level", evaluation.level().text());
    out.writeStringField("list", evaluation.list().map(ListKind::key).orElse(null));
    out.writeNumberField("late_ms", evaluation.lateMicros() / 1_000);
    out.writeBooleanField("is_priced", evaluation.isPriced());
    out.writeBooleanField("is_complete", isComplete);
    out.writeStringField("rule_set", ruleSet);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
