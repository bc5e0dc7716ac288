package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.InvalidRuleSetException;
import io.millrace.model.fraud.ModelFeature;
import io.millrace.model.fraud.RiskLevel;
import io.millrace.model.fraud.RuleText;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Makes a model from labelled payments: trees from the first days, their calibration and threshold
 * from later ones, and what it is worth beside the rules from later ones still. Each step evaluates
 * payments by the core that hosts evaluate by, with the very rules that come out in the end.
 */
final class ModelTraining {

  /** Honest payments that trees are learnt from at most; of more, so many are drawn. */
  private static final double MOST_HONEST = 1_000_000;

  /** Digits after the point of the model's numbers. */
  private static final int DIGITS = 6;

  /** Digits after the point of sums by which payments are counted together. */
  private static final int MARGIN_DIGITS = 3;

  private final RuleText rules;
  private final String version;
  private final TrainingDays days;
  private final OptionalInt alertsADay;
  private final Set<ModelFeature> without;
  private final int tasks;

  /**
   * @param rules beside which the model stands
   * @param version of the rules that come out
   * @param days of which the first to learn from are for categories alone, unless the model does
   *     not look at their share of fraud
   * @param alertsADay how many payments a day the model may alert on the days of calibration; empty
   *     for as many as give the best F1
   * @param without features that the model does not look at
   * @param tasks over which accounts are spread
   */
  ModelTraining(
      RuleText rules,
      String version,
      TrainingDays days,
      OptionalInt alertsADay,
      Set<ModelFeature> without,
      int tasks) {
    this.rules = rules;
    this.version = version;
    this.days = without.contains(ModelFeature.CATEGORY_FRAUD) ? days : days.apart();
    this.alertsADay = alertsADay;
    this.without = Set.copyOf(without);
    this.tasks = tasks;
  }

  /**
   * Makes it.
   *
   * @param transactions rows of {@code dw.transactions}, all that accounts are remembered from
   * @throws PublishException when days have no payments with labels of both kinds, or the model
   *     tells them no better than chance
   */
  TrainedModel run(Dataset<Row> transactions) throws PublishException {
    List<TrainedModel.Part> parts = new ArrayList<>();
    FraudModel blank = FraudModel.untrained(new FraudModel.Category(0, 0), Map.of());
    ModelCategories categories =
        ModelCategories.of(labelled(examples(transactions, blank, days.know())));
    parts.add(part("know", days.know(), categories.payments(), categories.fraud()));
    FraudModel model = categories.untrained();
    Dataset<Row> learn =
        labelled(examples(transactions, model, days.learn()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    BoostedTrees trees;
    try {
      Row counted = learn.agg(count(lit(1)), coalesce(fraud(), lit(0L))).head();
      parts.add(part("learn", days.learn(), counted.getLong(0), counted.getLong(1)));
      trees = BoostedTrees.of(drawn(learn, counted.getLong(0) - counted.getLong(1)), without);
    } finally {
      learn.unpersist();
    }
    model = with(model, 1, new FraudModel.Calibration(1, 0), trees);
    CalibrationMargins margins =
        CalibrationMargins.of(examples(transactions, model, days.calibrate()));
    parts.add(part("calibrate", days.calibrate(), margins.labelled()));
    FraudModel.Calibration calibration = margins.calibration(days.calibrate());
    model =
        with(model, margins.threshold(calibration, mostAlerts(transactions)), calibration, trees);
    ModelFigures figures = figures(labelled(examples(transactions, model, days.evaluate())));
    parts.add(part("evaluate", days.evaluate(), figures.ranking()));
    return new TrainedModel(written(model), figures, parts, trees.importances());
  }

  /** On the days of calibration. Days without payments have no alerts to give to others. */
  private OptionalLong mostAlerts(Dataset<Row> transactions) {
    return alertsADay.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            alertsADay.getAsInt()
                * transactions.where(isOf(days.calibrate())).select("dt").distinct().count());
  }

  private Dataset<Row> examples(
      Dataset<Row> transactions, FraudModel model, Collection<LocalDate> of)
      throws RefusedException {
    RuleText with = written(model);
    return ModelExamples.of(transactions, new RuleFile(with.file(), with.yaml()), tasks)
        .where(isOf(of));
  }

  private static Column isOf(Collection<LocalDate> days) {
    return col("dt").isInCollection(Scoring.texts(days));
  }

  private static Dataset<Row> labelled(Dataset<Row> examples) {
    return examples.where(col("is_fraud").isNotNull());
  }

  /** The rules with that model. What is wrong with them is told on one line, as YARN shows one. */
  private RuleText written(FraudModel model) throws RefusedException {
    try {
      return rules.with(version, model);
    } catch (InvalidRuleSetException | IllegalArgumentException e) {
      throw new RefusedException(
          "The model cannot be written into the rules: %s. Mend what is named there."
              .formatted(
                  e.getMessage().lines().map(String::strip).collect(Collectors.joining(" "))),
          e);
    }
  }

  /** All fraud, and of honest payments as many as are enough, always the same ones. */
  private static Dataset<Row> drawn(Dataset<Row> learn, long honest) {
    double share = MOST_HONEST / honest;
    return share >= 1
        ? learn
        : learn.where(
            col("is_fraud")
                .or(expr("pmod(xxhash64(transaction_id), 1000000)").lt(share * 1_000_000)));
  }

  /** With the weight and severity of the model that the rules had before, switched on or off. */
  private FraudModel with(
      FraudModel before, double threshold, FraudModel.Calibration calibration, BoostedTrees trees) {
    Optional<FraudModel> declared = rules.declaredModel();
    return new FraudModel(
        declared.map(FraudModel::weight).orElse(FraudModel.USUAL_WEIGHT),
        declared.map(FraudModel::severity).orElse(RiskLevel.HIGH),
        threshold,
        calibration,
        before.usual(),
        before.categories(),
        trees.trees());
  }

  private static ModelFigures figures(Dataset<Row> examples) {
    return new ModelFigures(
        examples
            .groupBy(col("is_alerted"), col("fires"), near())
            .agg(least(), greatest(), count(lit(1)), fraud(), sum("probability"))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new ModelFigures.Group(
                        row.getBoolean(0),
                        row.getBoolean(1),
                        new Ranking.Bin(
                            row.getDouble(3), row.getDouble(4), row.getLong(5), row.getLong(6)),
                        row.getDouble(7)))
            .toList());
  }

  /** Sums of trees that are counted together. */
  static Column near() {
    return round(col("margin"), MARGIN_DIGITS);
  }

  static Column least() {
    return min("margin");
  }

  static Column greatest() {
    return max("margin");
  }

  static Column fraud() {
    return sum(when(col("is_fraud"), 1L).otherwise(0L));
  }

  private static TrainedModel.Part part(String name, List<LocalDate> of, Ranking labelled)
      throws RefusedException {
    return part(name, of, labelled.payments(), labelled.fraud());
  }

  private static TrainedModel.Part part(String name, List<LocalDate> of, long payments, long fraud)
      throws RefusedException {
    if (fraud == 0 || fraud == payments) {
      throw new RefusedException(
          "The days from %s to %s have %d payments that are labelled as fraud and %d as honest; a model needs both. Curate labelled days first, or name others."
              .formatted(of.get(0), of.get(of.size() - 1), fraud, payments - fraud));
    }
    return new TrainedModel.Part(name, of, payments, fraud);
  }

  /** As many digits as the model's numbers are written with. */
  static double rounded(double number) {
    return BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
  }
}
