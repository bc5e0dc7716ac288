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
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RowBuffer;
import io.millrace.streaming.fraud.Payments.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the evaluator says of the records of a topic, one partition after the other. */
final class Evaluated {

  private final List<RulesInEffect> inEffect;
  private final String first;
  private final Map<String, FraudEvaluator> evaluators = new HashMap<>();
  private final Map<String, byte[]> accounts = new HashMap<>();
  private final List<Published> published = new ArrayList<>();
  private long refused;
  private long duplicates;
  private long late;
  private long foreignKeys;

  private Evaluated(List<RulesInEffect> inEffect, List<RuleText> promoted) {
    this.inEffect = inEffect;
    this.first = promoted.get(0).parse().version();
    for (RuleText text : promoted) {
      RuleSet rules = text.parse();
      evaluators.put(rules.version(), new FraudEvaluator(rules));
    }
  }

  /**
   * By the bundled rules.
   *
   * @param sent in the order in which they came
   */
  static Evaluated of(FraudOutputs outputs, List<Sent> sent) {
    return of(outputs, sent, List.of(), List.of(Payments.RULES));
  }

  /**
   * By the rules that were in effect at each of them, or the first ones before.
   *
   * @param sent in the order in which they came
   */
  static Evaluated of(
      FraudOutputs outputs,
      List<Sent> sent,
      List<RulesInEffect> inEffect,
      List<RuleText> promoted) {
    Evaluated evaluated = new Evaluated(inEffect, promoted);
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
    FraudEvaluator evaluator = evaluators.get(version(record.partition(), offset));
    FraudJson json = new FraudJson(evaluator.rules().version());
    String place = record.partition() + "/" + id;
    byte[] stored = accounts.get(place);
    AccountState account = stored == null ? evaluator.newAccount() : evaluator.read(stored);
    Evaluation evaluation = evaluator.evaluate(account, payment);
    if (evaluation.isDuplicate()) {
      duplicates++;
      return;
    }
    accounts.put(place, evaluator.write(account));
    late += evaluation.lateMicros() > 0 ? 1 : 0;
    put(outputs.scores(), record, offset, id, json.score(payment, evaluation));
    for (Alert alert : evaluation.alerts()) {
      put(outputs.alerts(), record, offset, id, json.alert(payment, evaluation, alert));
    }
  }

  private String version(int partition, long offset) {
    return inEffect.stream()
        .filter(begun -> begun.partition() == partition && begun.offset() <= offset)
        .max(Comparator.comparingLong(RulesInEffect::offset))
        .map(RulesInEffect::version)
        .orElse(first);
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
    accounts.forEach((id, state) -> states.put(id, HexFormat.of().formatHex(state)));
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
