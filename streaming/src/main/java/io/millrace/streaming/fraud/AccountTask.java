package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import io.millrace.model.record.RowBuffer;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.fraud.Outcome.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.GroupState;

/**
 * Evaluates an account's payments of a batch in the order of offsets, against the state that those
 * before it left. Each task has one of its own.
 */
final class AccountTask implements FlatMapGroupsWithStateFunction<String, Row, byte[], Row> {

  private final Declaration declaration;
  private final RuleText rules;
  private transient Tools tools;

  AccountTask(Declaration declaration, RuleText rules) {
    this.declaration = declaration;
    this.rules = rules;
  }

  /** What a task needs, made once. */
  private static final class Tools {
    private final FraudEvaluator evaluator;
    private final FraudJson json;
    private final RecordDecoder decoder;
    private final PaymentFields fields;
    private final RowBuffer row;

    Tools(Declaration declaration, RuleText rules) {
      Feed feed = declaration.feed();
      this.evaluator = new FraudEvaluator(rules.parse());
      this.json = new FraudJson(evaluator.rules().version());
      this.decoder = declaration.decoder();
      this.fields = new PaymentFields(feed);
      this.row = new RowBuffer(feed);
    }
  }

  @Override
  public Iterator<Row> call(String id, Iterator<Row> records, GroupState<byte[]> state) {
    if (id.equals(PaymentTask.REFUSED)) {
      return refused(records);
    }
    if (tools == null) {
      tools = new Tools(declaration, rules);
    }
    List<Row> inOrder = new ArrayList<>();
    records.forEachRemaining(inOrder::add);
    inOrder.sort(Comparator.comparingLong(record -> record.getLong(2)));
    byte[] key = id.substring(id.indexOf('/') + 1).getBytes(UTF_8);
    AccountState account =
        state.exists() ? tools.evaluator.read(state.get()) : tools.evaluator.newAccount();
    Payments payments = new Payments(key, account);
    inOrder.forEach(payments::add);
    payments.changed().ifPresent(state::update);
    return payments.rows.iterator();
  }

  private static Iterator<Row> refused(Iterator<Row> records) {
    Map<String, Long> byReason = new TreeMap<>();
    records.forEachRemaining(record -> byReason.merge(record.getString(7), 1L, Long::sum));
    return byReason.entrySet().stream()
        .map(reason -> Outcome.count(reason.getKey(), reason.getValue()).toRow())
        .iterator();
  }

  /** The payments of one account and batch. */
  private final class Payments {
    private final byte[] key;
    private final AccountState account;
    private final List<Row> rows = new ArrayList<>();
    private long duplicates;
    private long foreignKeys;
    private Row last;

    Payments(byte[] key, AccountState account) {
      this.key = key;
      this.account = account;
    }

    void add(Row record) {
      Refused refused = tools.decoder.decode((byte[]) record.get(5), record.getLong(3), tools.row);
      if (refused != null) {
        throw new IllegalStateException(
            "partition %d, offset %d was a payment when it was read first, and now is none: %s"
                .formatted(record.getInt(1), record.getLong(2), refused.detail()));
      }
      if (!Arrays.equals(key, (byte[]) record.get(4))) {
        foreignKeys++;
      }
      Payment payment = tools.fields.payment(tools.row);
      Evaluation evaluation = tools.evaluator.evaluate(account, payment);
      if (evaluation.isDuplicate()) {
        duplicates++;
        return;
      }
      last = record;
      put(Kind.SCORE, record, 0, tools.json.score(payment, evaluation));
      int place = 1;
      for (Alert alert : evaluation.alerts()) {
        put(Kind.ALERT, record, place++, tools.json.alert(payment, evaluation, alert));
      }
    }

    /** The state, if a payment changed it; then its row and those of counts are there too. */
    Optional<byte[]> changed() {
      if (duplicates > 0) {
        rows.add(Outcome.count(Outcome.DUPLICATES, duplicates).toRow());
      }
      if (foreignKeys > 0) {
        rows.add(Outcome.count(Outcome.FOREIGN_KEYS, foreignKeys).toRow());
      }
      if (last == null) {
        return Optional.empty();
      }
      byte[] bytes = tools.evaluator.write(account);
      put(Kind.ACCOUNT, last, Integer.MAX_VALUE, bytes);
      return Optional.of(bytes);
    }

    private void put(Kind kind, Row record, int place, byte[] value) {
      rows.add(
          new Outcome(
                  kind,
                  record.getInt(1),
                  record.getLong(2),
                  place,
                  record.getLong(3),
                  key,
                  value,
                  (byte[]) record.get(6),
                  null,
                  0)
              .toRow());
    }
  }
}
