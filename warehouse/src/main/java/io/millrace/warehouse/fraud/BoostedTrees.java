package io.millrace.warehouse.fraud;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.millrace.model.fraud.ModelFeature;
import io.millrace.model.fraud.ModelTree;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gradient-boosted trees, learnt by Spark and written as trees of a fraud model. */
final class BoostedTrees {

  private static final int TREES = 40;
  private static final int DEPTH = 4;
  private static final int BINS = 64;
  private static final int LEAST_PAYMENTS = 10;
  private static final double STEP = 0.2;
  private static final double SAMPLED = 0.8;
  private static final long SEED = 1;

  /** Digits after the point of what nodes say; where they part is written to the last bit. */
  private static final int DIGITS = 6;

  private final GBTClassificationModel model;

  private BoostedTrees(GBTClassificationModel model) {
    this.model = model;
  }

  /**
   * Learns them. The same rows in the same partitions and order give the same trees.
   *
   * @param examples rows of {@link ModelExamples#of}
   * @param without features that they do not ask for
   */
  static BoostedTrees of(Dataset<Row> examples, Set<ModelFeature> without) {
    return new BoostedTrees(
        new GBTClassifier()
            .setLabelCol("label")
            .setFeaturesCol("vector")
            .setMaxIter(TREES)
            .setMaxDepth(DEPTH)
            .setMaxBins(BINS)
            .setMinInstancesPerNode(LEAST_PAYMENTS)
            .setStepSize(STEP)
            .setSubsamplingRate(SAMPLED)
            .setSeed(SEED)
            .fit(vectors(examples, without)));
  }

  private static Dataset<Row> vectors(Dataset<Row> examples, Set<ModelFeature> without) {
    // no tree parts by what is the same everywhere
    Column[] features =
        Arrays.stream(ModelFeature.values())
            .map(f -> without.contains(f) ? lit(0.0) : col("features").getItem(f.place()))
            .toArray(Column[]::new);
    return examples.select(
        col("transaction_id"),
        array_to_vector(array(features)).as("vector"),
        col("is_fraud").cast("double").as("label"));
  }

  /** What Spark itself makes of examples, as column {@code rawPrediction}. */
  Dataset<Row> raw(Dataset<Row> examples) {
    return model.transform(vectors(examples, Set.of()));
  }

  /** The share in what the trees learnt of each feature that they ask for. */
  Map<ModelFeature, Double> importances() {
    double[] all = model.featureImportances().toArray();
    Map<ModelFeature, Double> asked = new EnumMap<>(ModelFeature.class);
    for (ModelFeature feature : ModelFeature.values()) {
      if (all[feature.place()] > 0) {
        asked.put(feature, all[feature.place()]);
      }
    }
    return asked;
  }

  /** Their sum is Spark's raw prediction of fraud. */
  List<ModelTree> trees() {
    List<ModelTree> trees = new ArrayList<>();
    DecisionTreeRegressionModel[] learnt = model.trees();
    double[] weights = model.treeWeights();
    for (int i = 0; i < learnt.length; i++) {
      StringBuilder text = new StringBuilder();
      write(learnt[i].rootNode(), weights[i], text);
      trees.add(ModelTree.parse(text.toString()));
    }
    return trees;
  }

  private static void write(Node node, double weight, StringBuilder text) {
    text.append(text.length() == 0 ? "" : " ");
    if (node instanceof InternalNode inner) {
      ContinuousSplit split = (ContinuousSplit) inner.split();
      text.append(ModelFeature.values()[split.featureIndex()].key())
          .append("<=")
          .append(split.threshold())
          .append(':')
          .append(number(weight * inner.prediction()));
      write(inner.leftChild(), weight, text);
      write(inner.rightChild(), weight, text);
    } else {
      text.append(number(weight * node.prediction()));
    }
  }

  private static String number(double number) {
    return BigDecimal.valueOf(number)
        .setScale(DIGITS, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
