package io.millrace.warehouse.fraud;

import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.ListKind;
import io.millrace.model.fraud.ModelListener;
import io.millrace.model.fraud.Payment;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the model of some rules makes of payments of history, each beside what came before it for
 * its account, by the same core and in the same order as on every host.
 */
final class ModelExamples {

  private static final StructType EXAMPLE =
      new StructType()
          .add("transaction_id", DataTypes.StringType)
          .add("merchant_category", DataTypes.StringType)
          .add("features", DataTypes.createArrayType(DataTypes.DoubleType, false))
          .add("margin", DataTypes.DoubleType)
          .add("probability", DataTypes.DoubleType)
          .add("fires", DataTypes.BooleanType)
          .add("is_alerted", DataTypes.BooleanType)
          .add("may_fire", DataTypes.BooleanType)
          .add("is_fraud", DataTypes.BooleanType)
          .add("dt", DataTypes.StringType);

  private ModelExamples() {}

  /**
   * Evaluates payments.
   *
   * @param transactions rows of {@code dw.transactions}, all that accounts are remembered from
   * @param rules with a model that is switched on
   * @param tasks over which accounts are spread
   * @return a row for each payment that is no duplicate; {@code is_alerted} says whether it has an
   *     alert of a rule or list, {@code fires} whether it has one of the model, {@code may_fire}
   *     whether lists let it have one; {@code is_fraud} is null without a label
   */
  static Dataset<Row> of(Dataset<Row> transactions, RuleFile rules, int tasks) {
    return PaymentRows.inOrder(transactions, tasks)
        .mapPartitions(new Evaluating(rules), Encoders.row(EXAMPLE));
  }

  private static boolean isOfModel(Alert alert) {
    return alert.finding().rule().equals(FraudModel.NAME);
  }

  /** What was told last. */
  private static final class Told implements ModelListener {
    private double[] features;
    private double margin;
    private double probability;

    @Override
    public void scored(double[] of, double sum, double calibrated) {
      features = of;
      margin = sum;
      probability = calibrated;
    }
  }

  /** What a task does with its payments. */
  private record Evaluating(RuleFile rules) implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> payments) {
      Told told = new Told();
      FraudEvaluator evaluator = new FraudEvaluator(rules.rules(), told);
      Scoring.Accounts accounts = new Scoring.Accounts(evaluator);
      return new Scoring.Mapped(
          payments,
          row -> {
            Payment payment = PaymentRows.payment(row);
            Evaluation evaluation = evaluator.evaluate(accounts.of(payment), payment);
            return evaluation.isDuplicate() ? null : example(row, payment, evaluation, told);
          });
    }

    private static Row example(Row row, Payment payment, Evaluation evaluation, Told told) {
      return RowFactory.create(
          payment.transactionId(),
          payment.merchantCategory(),
          Arrays.stream(told.features).boxed().toArray(Double[]::new),
          told.margin,
          told.probability,
          evaluation.alerts().stream().anyMatch(ModelExamples::isOfModel),
          evaluation.alerts().stream().anyMatch(alert -> !isOfModel(alert)),
          evaluation.list().isEmpty() || evaluation.list().orElseThrow() == ListKind.REVIEW,
          row.get(PaymentRows.IS_FRAUD),
          row.getString(PaymentRows.DT));
    }
  }
}
