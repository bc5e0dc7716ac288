package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import io.millrace.model.record.RowBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Evaluates the payments of one partition in the order of offsets. A record that landing would
 * refuse is counted and passed over: landing puts it into quarantine. A payment whose record has
 * another key than its account is evaluated against what came before on its own partition.
 *
 * <p>Rules change between two payments. Accounts are read again from the store then, by the new
 * ones, and the first payment with a score by them says so in its transaction. A partition never
 * goes back to rules that were promoted before those it was evaluated by.
 */
final class PaymentProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /** How much of a partition's accounts is held as objects, by what it takes in the store. */
  static final long HELD_BYTES = 16L * 1024 * 1024;

  /** The place of the promotion by which a partition without a score was evaluated. */
  private static final long NEVER = -1;

  private final CurrentRules rules;
  private final PaymentCounts counts;
  private final StreamListener listener;
  private final CommitPace pace;
  private final long heldBytes;
  private final PaymentFields fields;
  private final RecordDecoder decoder;
  private final RowBuffer row;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<byte[], byte[]> store;
  private WorkingRules used;
  private AccountStates accounts;
  private FraudJson json;
  private long inEffect;

  PaymentProcessor(
      CurrentRules rules,
      DeclaredPayments payments,
      PaymentCounts counts,
      StreamListener listener,
      CommitPace pace,
      long heldBytes) {
    this.rules = rules;
    this.counts = counts;
    this.listener = listener;
    this.pace = pace;
    this.heldBytes = heldBytes;
    this.fields = new PaymentFields(payments.feed());
    this.decoder = payments.decoder();
    this.row = new RowBuffer(payments.feed());
  }

  /** Also after a failed transaction, whose changes the store has then forgotten. */
  @Override
  public void init(ProcessorContext<byte[], byte[]> of) {
    context = of;
    store = of.getStateStore(FraudTopology.ACCOUNTS);
    used = null;
  }

  @Override
  public void process(Record<byte[], byte[]> in) {
    Refused refused = decoder.decode(in.value(), in.timestamp(), row);
    if (refused != null) {
      counts.refused(refused.reason());
      return;
    }
    Payment payment = fields.payment(row);
    byte[] key = payment.accountId().getBytes(UTF_8);
    if (!Arrays.equals(key, in.key())) {
      counts.foreignKey();
    }
    WorkingRules current = rules.get();
    if (!current.equals(used)) {
      use(current);
    }
    AccountState account = accounts.get(payment.accountId(), key);
    Evaluation evaluation = used.evaluator().evaluate(account, payment);
    if (evaluation.isDuplicate()) {
      counts.duplicate();
      return;
    }
    accounts.put(payment.accountId(), key, account);
    send(in, key, payment, evaluation);
    counts.evaluated(evaluation.alerts().size(), pace.evaluated(in.timestamp(), context));
    listener.evaluated(payment, evaluation);
  }

  private void use(WorkingRules current) {
    WorkingRules next = current;
    if (used == null) {
      byte[] stored = store.get(RulesInEffect.accountsKey());
      inEffect = stored == null ? NEVER : RulesInEffect.of(stored).promotion();
      next = rules.notBefore(inEffect);
    }
    accounts = new AccountStates(next.evaluator(), store, heldBytes);
    json = new FraudJson(next.promotion().version());
    used = next;
  }

  private void tellRules(RecordMetadata at, long timestamp) {
    RulePromotion promotion = used.promotion();
    byte[] value =
        new RulesInEffect(promotion.version(), promotion.place(), at.partition(), at.offset())
            .bytes();
    store.put(RulesInEffect.accountsKey(), value);
    context.forward(
        new Record<>(promotion.version().getBytes(UTF_8), value, timestamp),
        FraudTopology.RULES_IN_EFFECT);
    inEffect = promotion.place();
  }

  private void send(Record<byte[], byte[]> in, byte[] key, Payment payment, Evaluation evaluation) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    if (inEffect != used.promotion().place()) {
      tellRules(at, in.timestamp());
    }
    Headers headers = OutputHeaders.of(at.partition(), at.offset(), in.headers());
    context.forward(
        new Record<>(key, json.score(payment, evaluation), in.timestamp(), headers),
        FraudTopology.SCORES);
    for (Alert alert : evaluation.alerts()) {
      context.forward(
          new Record<>(key, json.alert(payment, evaluation, alert), in.timestamp(), headers),
          FraudTopology.ALERTS);
    }
  }
}
