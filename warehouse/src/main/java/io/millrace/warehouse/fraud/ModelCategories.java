package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.ModelFeature;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a model must know of merchants' categories before its trees can be learnt.
 *
 * @param payments with labels that it is known from
 * @param fraud how many of them are
 */
record ModelCategories(
    long payments,
    long fraud,
    FraudModel.Category usual,
    Map<String, FraudModel.Category> categories) {

  private static final int MOST = 200;

  /** Of a category with fewer payments nothing of its own is known. */
  private static final int LEAST_PAYMENTS = 100;

  /** The weight of the usual share of fraud in that of a category, in payments. */
  private static final int PRIOR_PAYMENTS = 20;

  /**
   * Counts them.
   *
   * @param labelled rows of {@link ModelExamples#of} that have a label
   */
  static ModelCategories of(Dataset<Row> labelled) {
    Column amount = col("features").getItem(ModelFeature.AMOUNT_LOG.place());
    List<Row> rows =
        labelled
            .withColumn("amount", when(amount.geq(0), amount))
            .rollup("merchant_category")
            .agg(
                expr("grouping(merchant_category)").as("is_all"),
                count(lit(1)).as("payments"),
                sum(when(col("is_fraud"), 1L).otherwise(0L)).as("fraud"),
                avg("amount").as("amount"))
            .where(
                col("is_all")
                    .equalTo(1)
                    .or(
                        col("merchant_category")
                            .isNotNull()
                            .and(col("payments").geq(LEAST_PAYMENTS))))
            .orderBy(col("is_all").desc(), col("payments").desc(), col("merchant_category"))
            .limit(1 + MOST)
            .collectAsList();
    if (rows.isEmpty()) {
      return new ModelCategories(0, 0, new FraudModel.Category(0, 0), Map.of());
    }
    Row all = rows.get(0);
    long payments = all.getAs("payments");
    long fraud = all.getAs("fraud");
    double share = (double) fraud / payments;
    Map<String, FraudModel.Category> categories = new LinkedHashMap<>();
    for (Row row : rows.subList(1, rows.size())) {
      String name = row.getAs("merchant_category");
      if (StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
        double caught = row.<Long>getAs("fraud") + PRIOR_PAYMENTS * share;
        categories.put(
            name, category(caught / (row.<Long>getAs("payments") + PRIOR_PAYMENTS), row));
      }
    }
    return new ModelCategories(payments, fraud, category(share, all), categories);
  }

  private static FraudModel.Category category(double fraud, Row row) {
    Double mean = row.getAs("amount");
    return new FraudModel.Category(
        ModelTraining.rounded(fraud), mean == null ? 0 : ModelTraining.rounded(mean));
  }

  /** A model that knows them and has no trees yet. */
  FraudModel untrained() {
    return FraudModel.untrained(usual, categories);
  }
}
