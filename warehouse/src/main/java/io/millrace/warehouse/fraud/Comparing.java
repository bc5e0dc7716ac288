package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.record.ValueRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Payments of history evaluated by two rule sets side by side, in one pass. A task holds two states
 * of one account at a time.
 */
final class Comparing {

  private static final DataType MONEY = DataTypes.createDecimalType(18, ValueRange.MONEY_SCALE);

  private static final StructType COMPARED =
      new StructType()
          .add("micros", DataTypes.LongType)
          .add("account_id", DataTypes.StringType)
          .add("transaction_id", DataTypes.StringType)
          .add("amount", MONEY)
          .add("currency", DataTypes.StringType)
          .add("base_amount", MONEY)
          .add("merchant", DataTypes.StringType)
          .add("is_fraud", DataTypes.BooleanType)
          .add("user_id", DataTypes.StringType)
          .add("has_order", DataTypes.BooleanType)
          .add("is_refused", DataTypes.BooleanType)
          .add("old", side())
          .add("new", side())
          .add("kafka_partition", DataTypes.IntegerType)
          .add("kafka_offset", DataTypes.LongType)
          .add("dt", DataTypes.StringType);

  private Comparing() {}

  private static StructType side() {
    DataType texts = DataTypes.createArrayType(DataTypes.StringType, false);
    return new StructType()
        .add("score", DataTypes.IntegerType)
        .add("rules", texts)
        .add("explanations", texts);
  }

  /**
   * Evaluates payments.
   *
   * @param transactions rows of {@code dw.transactions}, all that accounts are remembered from
   * @param days of which rows are given
   * @param tasks over which accounts are spread
   * @return a row for each payment of the days that is no duplicate for both: {@code base_amount}
   *     by the new rules, and {@code old} and {@code new} with the score (null for a duplicate),
   *     and the rules and explanations of the alerts
   */
  static Dataset<Row> of(
      Dataset<Row> transactions,
      RuleFile old,
      RuleFile next,
      Collection<LocalDate> days,
      int tasks) {
    return PaymentRows.forBothStages(transactions, tasks)
        .mapPartitions(new Evaluating(old, next, Scoring.texts(days)), Encoders.row(COMPARED))
        .withColumn("event_time", expr("timestamp_micros(micros)"))
        .drop("micros");
  }

  /**
   * Rows of {@link #of} as {@link SecondAlerts} takes them.
   *
   * @param side {@code old} or {@code new}
   */
  static Dataset<Row> evaluated(Dataset<Row> compared, String side) {
    return compared
        .where(col(side + ".score").isNotNull())
        .withColumn("is_flagged", size(col(side + ".rules")).gt(0))
        .withColumn("is_complete", lit(true));
  }

  /** What a task does with its payments. */
  private record Evaluating(RuleFile old, RuleFile next, Set<String> days)
      implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> payments) {
      FraudEvaluator oldRules = old.evaluator();
      FraudEvaluator newRules = next.evaluator();
      Scoring.Accounts oldAccounts = new Scoring.Accounts(oldRules);
      Scoring.Accounts newAccounts = new Scoring.Accounts(newRules);
      return new Scoring.Mapped(
          payments,
          row -> {
            Payment payment = PaymentRows.payment(row);
            Evaluation before = oldRules.evaluate(oldAccounts.of(payment), payment);
            Evaluation after = newRules.evaluate(newAccounts.of(payment), payment);
            boolean isOut =
                (before.isDuplicate() && after.isDuplicate())
                    || !days.contains(row.getString(PaymentRows.DT));
            return isOut
                ? null
                : compared(row, payment, newRules.baseAmount(payment), before, after);
          });
    }

    private static Row compared(
        Row row, Payment payment, OptionalLong base, Evaluation before, Evaluation after) {
      return RowFactory.create(
          payment.micros(),
          payment.accountId(),
          payment.transactionId(),
          payment.amount() == Payment.NO_AMOUNT ? null : money(payment.amount()),
          payment.currency(),
          base.isEmpty() ? null : money(base.getAsLong()),
          payment.merchant(),
          row.get(PaymentRows.IS_FRAUD),
          row.getString(PaymentRows.USER_ID),
          row.getBoolean(PaymentRows.HAS_ORDER),
          EvaluatedPayment.REFUSED.equals(payment.status()),
          side(before),
          side(after),
          row.getInt(PaymentRows.KAFKA_PARTITION),
          row.getLong(PaymentRows.KAFKA_OFFSET),
          row.getString(PaymentRows.DT));
    }

    private static Row side(Evaluation evaluation) {
      return RowFactory.create(
          evaluation.isDuplicate() ? null : evaluation.score(),
          evaluation.alerts().stream().map(a -> a.finding().rule()).toArray(String[]::new),
          evaluation.alerts().stream().map(Evaluating::told).toArray(String[]::new));
    }

    private static String told(Alert alert) {
      return "%s: %s".formatted(alert.finding().rule(), alert.finding().explanation());
    }

    private static BigDecimal money(long scaled) {
      return BigDecimal.valueOf(scaled, ValueRange.MONEY_SCALE);
    }
  }
}
