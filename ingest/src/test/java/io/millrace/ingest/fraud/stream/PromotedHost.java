package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RowBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a host must give that goes by the rules that were in effect at each payment, as it has said
 * itself, and reads each account again by them.
 */
final class PromotedHost {
  private final Map<String, FraudEvaluator> evaluators = new HashMap<>();
  private final Map<Integer, TreeMap<Long, String>> versions = new HashMap<>();
  private final Map<String, byte[]> accounts = new HashMap<>();
  private final List<Row> scores = new ArrayList<>();
  private final List<Row> alerts = new ArrayList<>();

  private PromotedHost(List<RulesInEffect> inEffect, List<RuleText> promoted) {
    for (RuleText text : promoted) {
      RuleSet rules = text.parse();
      evaluators.put(rules.version(), new FraudEvaluator(rules));
    }
    for (RulesInEffect begun : inEffect) {
      versions
          .computeIfAbsent(begun.partition(), partition -> new TreeMap<>())
          .put(begun.offset(), begun.version());
    }
  }

  static PromotedHost over(
      List<ConsumerRecord<byte[], byte[]>> payments,
      List<RulesInEffect> inEffect,
      List<RuleText> promoted) {
    PromotedHost host = new PromotedHost(inEffect, promoted);
    RecordDecoder decoder = new RecordDecoder(Payments.FEED);
    PaymentFields fields = new PaymentFields(Payments.FEED);
    RowBuffer row = new RowBuffer(Payments.FEED);
    for (ConsumerRecord<byte[], byte[]> record : payments) {
      boolean isEvaluated = host.versions.get(record.partition()).floorKey(record.offset()) != null;
      if (isEvaluated && decoder.decode(record.value(), record.timestamp(), row) == null) {
        host.evaluate(record.partition(), record.offset(), fields.payment(row));
      }
    }
    return host;
  }

  List<Row> scores() {
    return Row.sorted(scores);
  }

  List<Row> alerts() {
    return Row.sorted(alerts);
  }

  private void evaluate(int partition, long offset, Payment payment) {
    String version = versions.get(partition).floorEntry(offset).getValue();
    FraudEvaluator evaluator = evaluators.get(version);
    FraudJson json = new FraudJson(version);
    String id = partition + "/" + payment.accountId();
    byte[] stored = accounts.get(id);
    AccountState account = stored == null ? evaluator.newAccount() : evaluator.read(stored);
    Evaluation evaluation = evaluator.evaluate(account, payment);
    if (evaluation.isDuplicate()) {
      return;
    }
    accounts.put(id, evaluator.write(account));
    scores.add(new Row(partition, offset, new String(json.score(payment, evaluation), UTF_8)));
    for (Alert alert : evaluation.alerts()) {
      String text = new String(json.alert(payment, evaluation, alert), UTF_8);
      alerts.add(new Row(partition, offset, text));
    }
  }
}
