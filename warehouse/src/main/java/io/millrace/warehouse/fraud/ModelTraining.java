package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.ModelFeature;
import io.millrace.model.fraud.RiskLevel;
import io.millrace.model.fraud.RuleText;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

  private static final int MOST_CATEGORIES = 200;

  /** A category has the usual share of fraud until it has more payments than so many. */
  private static final int PRIOR_PAYMENTS = 20;

  /** Digits after the point of the model's numbers. */
  private static final int DIGITS = 6;

  /** Digits after the point of sums by which payments are counted together. */
  private static final int MARGIN_DIGITS = 3;

  /** Digits after the point of the threshold, which is rounded down. */
  private static final int THRESHOLD_DIGITS = 4;

  private final RuleText rules;
  private final String version;
  private final TrainingDays days;
  private final OptionalInt alertsADay;
  private final Set<ModelFeature> without;
  private final int tasks;

  /**
   * @param rules beside which the model stands
   * @param version of the rules that come out
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
    this.days = days;
    this.alertsADay = alertsADay;
    this.without = Set.copyOf(without);
    this.tasks = tasks;
  }

  /**
   * Makes it.
   *
   * @param transactions rows of {@code dw.transactions}, all that accounts are remembered from
   * @throws PublishException when days have no payments with labels of both kinds
   */
  TrainedModel run(Dataset<Row> transactions) throws PublishException {
    FraudModel blank = FraudModel.untrained(new FraudModel.Category(0, 0), Map.of());
    FraudModel model = withCategories(examples(transactions, blank, days.learn()));
    Dataset<Row> learn =
        examples(transactions, model, days.learn()).persist(StorageLevel.MEMORY_AND_DISK());
    BoostedTrees trees;
    Map<String, Ranking> parts = new LinkedHashMap<>();
    try {
      parts.put("learn", require(ranking(learn), days.learn()));
      trees = BoostedTrees.of(drawn(learn, parts.get("learn")), without);
    } finally {
      learn.unpersist();
    }
    model = with(model, 1, new FraudModel.Calibration(1, 0), trees);
    Ranking margins =
        require(ranking(examples(transactions, model, days.calibrate())), days.calibrate());
    parts.put("calibrate", margins);
    FraudModel.Calibration fitted = PlattScaling.of(margins);
    FraudModel.Calibration calibration =
        new FraudModel.Calibration(rounded(fitted.slope()), rounded(fitted.intercept()));
    model = with(model, threshold(calibration, margins), calibration, trees);
    ModelFigures figures = figures(examples(transactions, model, days.evaluate()));
    parts.put("evaluate", require(figures.ranking(), days.evaluate()));
    return new TrainedModel(rules.with(version, model), figures, parts, trees.importances());
  }

  private Dataset<Row> examples(
      Dataset<Row> transactions, FraudModel model, Collection<LocalDate> of) {
    RuleText with = rules.with(version, model);
    return ModelExamples.of(transactions, new RuleFile(with.file(), with.yaml()), tasks)
        .where(col("dt").isInCollection(Scoring.texts(of)));
  }

  /** What the trees must know of categories before they can be learnt. */
  private FraudModel withCategories(Dataset<Row> examples) {
    Column amount = col("features").getItem(ModelFeature.AMOUNT_LOG.place());
    List<Row> rows =
        examples
            .withColumn("amount", when(amount.geq(0), amount))
            .rollup("merchant_category")
            .agg(
                expr("grouping(merchant_category)").as("is_all"),
                count(lit(1)).as("payments"),
                sum(col("is_fraud").cast("double")).as("fraud"),
                avg("amount").as("amount"))
            .where("is_all = 1 OR merchant_category IS NOT NULL")
            .orderBy(col("is_all").desc(), col("payments").desc(), col("merchant_category"))
            .limit(1 + MOST_CATEGORIES)
            .collectAsList();
    FraudModel.Category usual = new FraudModel.Category(0, 0);
    Map<String, FraudModel.Category> categories = new LinkedHashMap<>();
    for (Row row : rows) {
      long payments = row.getAs("payments");
      double fraud = row.<Double>getAs("fraud") == null ? 0 : row.<Double>getAs("fraud");
      double mean = row.<Double>getAs("amount") == null ? 0 : row.<Double>getAs("amount");
      if (row.getAs("merchant_category") == null) {
        usual = new FraudModel.Category(rounded(fraud / Math.max(1, payments)), rounded(mean));
      } else {
        double share = (fraud + PRIOR_PAYMENTS * usual.fraud()) / (payments + PRIOR_PAYMENTS);
        categories.put(
            row.getAs("merchant_category"), new FraudModel.Category(rounded(share), rounded(mean)));
      }
    }
    return FraudModel.untrained(usual, categories);
  }

  /** All fraud, and of honest payments as many as are enough, always the same ones. */
  private static Dataset<Row> drawn(Dataset<Row> learn, Ranking of) {
    double share = MOST_HONEST / (of.payments() - of.fraud());
    return share >= 1
        ? learn
        : learn.where(
            col("is_fraud")
                .or(expr("pmod(xxhash64(transaction_id), 1000000)").lt(share * 1_000_000)));
  }

  /** With the weight and severity of the model that the rules had before, if they had one. */
  private FraudModel with(
      FraudModel before, double threshold, FraudModel.Calibration calibration, BoostedTrees trees) {
    Optional<FraudModel> declared = rules.parse().model();
    return new FraudModel(
        declared.map(FraudModel::weight).orElse(FraudModel.USUAL_WEIGHT),
        declared.map(FraudModel::severity).orElse(RiskLevel.HIGH),
        threshold,
        calibration,
        before.usual(),
        before.categories(),
        trees.trees());
  }

  private double threshold(FraudModel.Calibration calibration, Ranking margins) {
    double margin =
        alertsADay.isPresent()
            ? margins.valueOf((double) alertsADay.getAsInt() * days.calibrate().size())
            : margins.bestValue();
    return BigDecimal.valueOf(calibration.probability(margin))
        .setScale(THRESHOLD_DIGITS, RoundingMode.DOWN)
        .doubleValue();
  }

  private static Ranking ranking(Dataset<Row> examples) {
    return new Ranking(
        examples
            .groupBy(round(col("margin"), MARGIN_DIGITS).as("value"))
            .agg(count(lit(1)).as("payments"), fraud())
            .collectAsList()
            .stream()
            .map(row -> new Ranking.Bin(row.getDouble(0), row.getLong(1), row.getLong(2)))
            .toList());
  }

  private static ModelFigures figures(Dataset<Row> examples) {
    return new ModelFigures(
        examples
            .groupBy(
                col("is_alerted"), col("fires"), round(col("margin"), MARGIN_DIGITS).as("value"))
            .agg(count(lit(1)).as("payments"), fraud(), sum("probability").as("expected"))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new ModelFigures.Group(
                        row.getBoolean(0),
                        row.getBoolean(1),
                        new Ranking.Bin(row.getDouble(2), row.getLong(3), row.getLong(4)),
                        row.getDouble(5)))
            .toList());
  }

  private static Column fraud() {
    return sum(when(col("is_fraud"), 1L).otherwise(0L)).as("fraud");
  }

  private static Ranking require(Ranking ranking, List<LocalDate> of) throws PublishException {
    long honest = ranking.payments() - ranking.fraud();
    if (ranking.fraud() == 0 || honest == 0) {
      throw new RefusedException(
          "The days from %s to %s have %d payments that are labelled as fraud and %d as honest; a model needs both. Curate labelled days first, or name others."
              .formatted(of.get(0), of.get(of.size() - 1), ranking.fraud(), honest));
    }
    return ranking;
  }

  private static double rounded(double number) {
    return BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
  }
}
