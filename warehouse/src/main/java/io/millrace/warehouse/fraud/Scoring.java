package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;

import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.ListKind;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.record.ValueRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * Payments of history evaluated by the rules, each against what came before it for its account, by
 * the same core and in the same order as on every other host. A task holds the state of one account
 * at a time, whatever there are of them.
 */
final class Scoring {

  private static final DataType MONEY = DataTypes.createDecimalType(18, ValueRange.MONEY_SCALE);

  /** An alert as {@link #row(Alert)} gives it. */
  static final StructType ALERT =
      new StructType()
          .add("alert_id", DataTypes.StringType)
          .add("rule", DataTypes.StringType)
          .add("severity", DataTypes.StringType)
          .add("explanation", DataTypes.StringType);

  private static final DataType ALERTS = DataTypes.createArrayType(ALERT, false);

  private static final StructType SCORED =
      new StructType()
          .add("transaction_id", DataTypes.StringType)
          .add("account_id", DataTypes.StringType)
          .add("micros", DataTypes.LongType)
          .add("amount", MONEY)
          .add("currency", DataTypes.StringType)
          .add("base_amount", MONEY)
          .add("score", DataTypes.IntegerType)
          .add("level", DataTypes.StringType)
          .add("list", DataTypes.StringType)
          .add("late_ms", DataTypes.LongType)
          .add("is_priced", DataTypes.BooleanType)
          .add("is_complete", DataTypes.BooleanType)
          .add("rule_set", DataTypes.StringType)
          .add("rules", DataTypes.createArrayType(DataTypes.StringType, false))
          .add("alerts", ALERTS)
          .add("merchant", DataTypes.StringType)
          .add("merchant_category", DataTypes.StringType)
          .add("channel", DataTypes.StringType)
          .add("country", DataTypes.StringType)
          .add("department", DataTypes.StringType)
          .add("city", DataTypes.StringType)
          .add("is_fraud", DataTypes.BooleanType)
          .add("user_id", DataTypes.StringType)
          .add("has_order", DataTypes.BooleanType)
          .add("is_refused", DataTypes.BooleanType)
          .add("is_flagged", DataTypes.BooleanType)
          .add("kafka_partition", DataTypes.IntegerType)
          .add("kafka_offset", DataTypes.LongType)
          .add("dt", DataTypes.StringType);

  private Scoring() {}

  /**
   * Evaluates payments.
   *
   * @param transactions rows of {@code dw.transactions}, all that accounts are remembered from
   * @param days of which scores are given
   * @param tasks over which accounts are spread
   * @param busy counts those of them that had a payment
   * @return a row for each payment of the days that is no duplicate: the columns of {@code
   *     dw.risk_scores}, its alerts as an array, and what the marts and {@link SecondAlerts} ask of
   *     the payment
   */
  static Dataset<Row> of(
      Dataset<Row> transactions,
      RuleFile rules,
      Collection<LocalDate> days,
      int tasks,
      LongAccumulator busy) {
    return PaymentRows.forBothStages(transactions, tasks)
        .mapPartitions(new Evaluating(rules, texts(days), busy), Encoders.row(SCORED))
        .withColumn("event_time", expr("timestamp_micros(micros)"))
        .drop("micros");
  }

  /** The columns of {@code dw.risk_scores}, dt last. */
  static Dataset<Row> scores(Dataset<Row> scored) {
    return scored.select(
        "transaction_id",
        "account_id",
        "event_time",
        "amount",
        "currency",
        "base_amount",
        "score",
        "level",
        "list",
        "late_ms",
        "is_priced",
        "is_complete",
        "rule_set",
        "rules",
        "merchant",
        "merchant_category",
        "channel",
        "country",
        "department",
        "city",
        "is_fraud",
        "kafka_partition",
        "kafka_offset",
        "dt");
  }

  /** The columns of {@code dw.fraud_alerts}, dt last. */
  static Dataset<Row> alerts(Dataset<Row> scored) {
    return scored
        .withColumn("alert", explode(col("alerts")))
        .select(
            "alert.alert_id",
            "alert.rule",
            "alert.severity",
            "alert.explanation",
            "transaction_id",
            "account_id",
            "event_time",
            "amount",
            "currency",
            "base_amount",
            "merchant",
            "merchant_category",
            "channel",
            "country",
            "score",
            "level",
            "list",
            "late_ms",
            "is_priced",
            "is_complete",
            "rule_set",
            "kafka_partition",
            "kafka_offset",
            "dt");
  }

  /** Rows of {@link SecondAlerts} as those of {@link #of}, each with its one alert. */
  static Dataset<Row> second(Dataset<Row> alerts) {
    return alerts
        .withColumn("alerts", array(col(SecondAlerts.ALERT)))
        .withColumn("is_complete", col(SecondAlerts.IS_COMPLETE))
        .drop(SecondAlerts.ALERT, SecondAlerts.IS_COMPLETE);
  }

  static Row row(Alert alert) {
    return RowFactory.create(
        alert.id(),
        alert.finding().rule(),
        alert.finding().severity().text(),
        alert.finding().explanation());
  }

  static Set<String> texts(Collection<LocalDate> days) {
    return days.stream().map(LocalDate::toString).collect(Collectors.toSet());
  }

  /** What a task does with its payments. */
  private record Evaluating(RuleFile rules, Set<String> days, LongAccumulator busy)
      implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> payments) {
      if (payments.hasNext()) {
        busy.add(1);
      }
      FraudEvaluator evaluator = rules.evaluator();
      Accounts accounts = new Accounts(evaluator);
      return new Mapped(
          payments,
          row -> {
            Payment payment = PaymentRows.payment(row);
            Evaluation evaluation = evaluator.evaluate(accounts.of(payment), payment);
            return evaluation.isDuplicate() || !days.contains(row.getString(PaymentRows.DT))
                ? null
                : scored(row, payment, evaluation, evaluator);
          });
    }

    private static Row scored(
        Row row, Payment payment, Evaluation evaluation, FraudEvaluator evaluator) {
      return RowFactory.create(
          payment.transactionId(),
          payment.accountId(),
          payment.micros(),
          payment.amount() == Payment.NO_AMOUNT ? null : money(payment.amount()),
          payment.currency(),
          base(evaluator.baseAmount(payment)),
          evaluation.score(),
          evaluation.level().text(),
          evaluation.list().map(ListKind::key).orElse(null),
          evaluation.lateMicros() / 1_000,
          evaluation.isPriced(),
          evaluation.isComplete(),
          evaluator.rules().version(),
          evaluation.findings().stream().map(f -> f.rule()).toArray(String[]::new),
          evaluation.alerts().stream().map(Scoring::row).toArray(Row[]::new),
          payment.merchant(),
          payment.merchantCategory(),
          payment.channel(),
          payment.country(),
          row.getString(PaymentRows.DEPARTMENT),
          row.getString(PaymentRows.CITY),
          row.get(PaymentRows.IS_FRAUD),
          row.getString(PaymentRows.USER_ID),
          row.getBoolean(PaymentRows.HAS_ORDER),
          EvaluatedPayment.REFUSED.equals(payment.status()),
          !evaluation.alerts().isEmpty(),
          row.getInt(PaymentRows.KAFKA_PARTITION),
          row.getLong(PaymentRows.KAFKA_OFFSET),
          row.getString(PaymentRows.DT));
    }

    private static BigDecimal base(OptionalLong amount) {
      return amount.isEmpty() ? null : money(amount.getAsLong());
    }

    private static BigDecimal money(long scaled) {
      return BigDecimal.valueOf(scaled, ValueRange.MONEY_SCALE);
    }
  }

  /** The state of the account whose payments come now. */
  static final class Accounts {
    private final FraudEvaluator evaluator;
    private String account;
    private AccountState state;

    Accounts(FraudEvaluator evaluator) {
      this.evaluator = evaluator;
    }

    AccountState of(Payment payment) {
      if (!payment.accountId().equals(account)) {
        account = payment.accountId();
        state = evaluator.newAccount();
      }
      return state;
    }
  }

  /** Rows of rows, one at a time; those of which there is none are left out. */
  static final class Mapped implements Iterator<Row> {
    private final Iterator<Row> from;
    private final Function<Row, Row> map;
    private Row next;

    Mapped(Iterator<Row> from, Function<Row, Row> map) {
      this.from = from;
      this.map = map;
    }

    @Override
    public boolean hasNext() {
      while (next == null && from.hasNext()) {
        next = map.apply(from.next());
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }
  }
}
