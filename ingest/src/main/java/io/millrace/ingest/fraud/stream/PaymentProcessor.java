package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import io.millrace.model.record.RowBuffer;
import java.time.Clock;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Evaluates the payments of one partition in the order of offsets. A record that landing would
 * refuse is counted and passed over: landing puts it into quarantine. A payment whose record has
 * another key than its account is evaluated against what came before on its own partition.
 */
final class PaymentProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /** How much of a partition's accounts is held as objects, by what it takes in the store. */
  static final long HELD_BYTES = 16L * 1024 * 1024;

  private final FraudEvaluator evaluator;
  private final PaymentCounts counts;
  private final StreamListener listener;
  private final Clock clock;
  private final long heldBytes;
  private final PaymentFields fields;
  private final RecordDecoder decoder;
  private final RowBuffer row;
  private final FraudJson json;
  private ProcessorContext<byte[], byte[]> context;
  private AccountStates accounts;

  PaymentProcessor(
      FraudEvaluator evaluator,
      Feed feed,
      PaymentCounts counts,
      StreamListener listener,
      Clock clock,
      long heldBytes) {
    this.evaluator = evaluator;
    this.counts = counts;
    this.listener = listener;
    this.clock = clock;
    this.heldBytes = heldBytes;
    this.fields = new PaymentFields(feed);
    this.decoder = new RecordDecoder(feed);
    this.row = new RowBuffer(feed);
    this.json = new FraudJson(evaluator.rules().version());
  }

  /** Also after a failed transaction, whose changes the store has then forgotten. */
  @Override
  public void init(ProcessorContext<byte[], byte[]> of) {
    context = of;
    accounts = new AccountStates(evaluator, of.getStateStore(FraudTopology.ACCOUNTS), heldBytes);
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
    AccountState account = accounts.get(payment.accountId(), key);
    Evaluation evaluation = evaluator.evaluate(account, payment);
    if (evaluation.isDuplicate()) {
      counts.duplicate();
      return;
    }
    accounts.put(payment.accountId(), key, account);
    send(in, key, payment, evaluation);
    counts.evaluated(evaluation.alerts().size(), clock.millis() - in.timestamp());
    listener.evaluated(payment, evaluation);
  }

  private void send(Record<byte[], byte[]> in, byte[] key, Payment payment, Evaluation evaluation) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
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
