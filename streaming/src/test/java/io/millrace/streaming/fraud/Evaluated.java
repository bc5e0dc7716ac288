package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RowBuffer;
import io.millrace.streaming.fraud.Payments.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the evaluator says of the records of a topic, one partition after the other. */
final class Evaluated {

  private final FraudEvaluator evaluator = new FraudEvaluator(Payments.RULES);
  private final FraudJson json = new FraudJson(Payments.RULES.version());
  private final Map<String, AccountState> accounts = new HashMap<>();
  private final List<Published> published = new ArrayList<>();
  private long refused;
  private long duplicates;
  private long late;
  private long foreignKeys;

  /**
   * @param sent in the order in which they came
   */
  static Evaluated of(FraudOutputs outputs, List<Sent> sent) {
    Evaluated evaluated = new Evaluated();
    RecordDecoder decoder = new RecordDecoder(Payments.FEED);
    PaymentFields fields = new PaymentFields(Payments.FEED);
    RowBuffer row = new RowBuffer(Payments.FEED);
    Map<Integer, Long> offsets = new HashMap<>();
    for (Sent record : sent) {
      long offset = offsets.merge(record.partition(), 1L, Long::sum) - 1;
      if (decoder.decode(record.value(), Payments.ARRIVAL.toEpochMilli(), row) != null) {
        evaluated.refused++;
      } else {
        evaluated.add(outputs, record, offset, fields.payment(row));
      }
    }
    evaluated.published.sort(Published.BY_PAYMENT);
    return evaluated;
  }

  private void add(FraudOutputs outputs, Sent record, long offset, Payment payment) {
    String id = payment.accountId();
    foreignKeys += id.equals(new String(record.key(), UTF_8)) ? 0 : 1;
    Evaluation evaluation =
        evaluator.evaluate(
            accounts.computeIfAbsent(record.partition() + "/" + id, key -> evaluator.newAccount()),
            payment);
    if (evaluation.isDuplicate()) {
      duplicates++;
      return;
    }
    late += evaluation.lateMicros() > 0 ? 1 : 0;
    put(outputs.scores(), record, offset, id, json.score(payment, evaluation));
    for (Alert alert : evaluation.alerts()) {
      put(outputs.alerts(), record, offset, id, json.alert(payment, evaluation, alert));
    }
  }

  private void put(String topic, Sent record, long offset, String account, byte[] value) {
    published.add(
        new Published(
            topic, record.partition(), offset, account, new String(value, UTF_8), record.run()));
  }

  /** Scores and alerts, by topic and payment. */
  List<Published> published() {
    return published;
  }

  /** Each account's state, in hexadecimal digits, by partition and account. */
  Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    accounts.forEach(
        (id, state) -> states.put(id, HexFormat.of().formatHex(evaluator.write(state))));
    return states;
  }

  long refused() {
    return refused;
  }

  long duplicates() {
    return duplicates;
  }

  long late() {
    return late;
  }

  long foreignKeys() {
    return foreignKeys;
  }
}
