package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.ModelFeature;
import io.millrace.model.fraud.RiskLevel;
import io.millrace.model.fraud.RuleText;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.report.CsvFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * What a model is worth on the bundled sample, which nobody made for these rules: learnt from its
 * first two months, held against the rules on the third, of which nothing was seen before. The
 * figures that {@code docs/fraud.md} gives are in {@code target/fraud-model} after this.
 */
class ModelTrainingTest {

  private static final String SAMPLE = "../samples/transactions/sparkov_300c_90d.csv.gz";
  private static final LocalDate FIRST = LocalDate.parse("2019-01-01");
  private static final LocalDate UNTIL = LocalDate.parse("2019-03-01");
  private static final LocalDate LAST = LocalDate.parse("2019-03-31");
  private static final int TASKS = 2;

  /**
   * What tells the month and not the fraud: the sample has the honest payments of each category in
   * one month, which its first two show, and every account begins on its first day.
   */
  private static final Set<ModelFeature> PERIODIC =
      Set.of(
          ModelFeature.CATEGORY_FRAUD,
          ModelFeature.AMOUNT_TO_CATEGORY,
          ModelFeature.CATEGORY_NEW,
          ModelFeature.MERCHANT_NEW,
          ModelFeature.MEMORY_DAYS,
          ModelFeature.PAYMENTS_BEFORE);

  private static final RuleText RULES = RuleText.load(Path.of("../conf/fraud-rules.yaml"));

  @Test
  void aModelFindsMoreFraudOnLaterDaysThanTheRulesAlone() throws Exception {
    // given
    Dataset<Row> sample = sample().cache();
    TrainingDays days = TrainingDays.of(FIRST.datesUntil(LAST.plusDays(1)).toList(), UNTIL);

    // when
    TrainedModel trained =
        new ModelTraining(RULES, "with-model", days, OptionalInt.empty(), PERIODIC, TASKS)
            .run(sample);

    // then
    Path folder = Files.createDirectories(Path.of("target/fraud-model"));
    Files.writeString(folder.resolve("rules.yaml"), trained.rules().yaml());
    Files.writeString(folder.resolve("summary.csv"), CsvFile.of(trained.summary()));
    Files.writeString(folder.resolve("days.csv"), CsvFile.of(trained.days()));
    Files.writeString(folder.resolve("features.csv"), CsvFile.of(trained.features()));
    ModelFigures figures = trained.figures();
    assertThat(figures.ofRules().f1()).as("rules").isBetween(0.4, 0.5);
    assertThat(figures.ofModel().precision()).as("precision of the model").isGreaterThan(0.7);
    assertThat(figures.ofModel().recall()).as("recall of the model").isGreaterThan(0.7);
    assertThat(figures.ofBoth().recall())
        .as("recall with the model")
        .isGreaterThan(figures.ofRules().recall() + 0.2);
    assertThat(figures.ofBoth().f1()).as("F1 with the model").isGreaterThan(figures.ofRules().f1());
    assertThat(figures.expected())
        .as("fraud by the probabilities")
        .isCloseTo((double) figures.ofRules().fraud(), within(0.25 * figures.ofRules().fraud()));
    assertThat(trained.rules().parse().model()).isPresent();
    assertThat(trained.features().rows()).hasSizeGreaterThan(5);
    assertThat(trained.rules().yaml()).hasSizeLessThan(200_000);
    sample.unpersist();
  }

  @Test
  void treesThatAreWrittenSayWhatSparkSays() throws Exception {
    // given
    Dataset<Row> few = sample().where("dt < '2019-01-15'");
    RuleText blank =
        RULES.with("blank", FraudModel.untrained(new FraudModel.Category(0.04, 3.5), Map.of()));
    Dataset<Row> examples =
        ModelExamples.of(few, new RuleFile(blank.file(), blank.yaml()), TASKS).cache();

    // when
    BoostedTrees trees = BoostedTrees.of(examples, Set.of());
    FraudModel model = blank.parse().model().orElseThrow();
    RuleText with =
        RULES.with(
            "with",
            new FraudModel(
                model.weight(),
                model.severity(),
                model.threshold(),
                model.calibration(),
                model.usual(),
                model.categories(),
                trees.trees()));

    // then
    List<Row> written =
        ModelExamples.of(few, new RuleFile(with.file(), with.yaml()), TASKS)
            .select("transaction_id", "margin")
            .orderBy("transaction_id")
            .collectAsList();
    List<Row> raw =
        trees
            .raw(examples)
            .selectExpr("transaction_id", "rawPrediction")
            .orderBy("transaction_id")
            .collectAsList();
    assertThat(written).hasSameSizeAs(raw).hasSizeGreaterThan(5_000);
    for (int i = 0; i < raw.size(); i++) {
      Vector both = raw.get(i).getAs(1);
      assertThat(written.get(i).getDouble(1)).isCloseTo(both.apply(1), within(1e-3));
    }
    examples.unpersist();
  }

  @Test
  void daysWithoutLabelledFraudAreNamed() {
    Dataset<Row> honest = sample().where("dt < '2019-01-15' AND NOT is_fraud");
    TrainingDays days =
        TrainingDays.of(FIRST.datesUntil(FIRST.plusDays(14)).toList(), FIRST.plusDays(9));

    assertThatThrownBy(
            () ->
                new ModelTraining(RULES, "with-model", days, OptionalInt.of(10), Set.of(), TASKS)
                    .run(honest))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("from 2019-01-01 to 2019-01-02 have 0 payments")
        .hasMessageContaining("labelled");
  }

  @Test
  void whatNoBudgetReachesAndWhatListsDecideIsKnownOfEachPayment() {
    Dataset<Row> few =
        sample().where("dt = '2019-01-01'").withColumn("is_fraud", lit(null).cast("boolean"));
    RuleText listing =
        new RuleText(
            RULES.file(),
            RULES.yaml().replace("  block: []", "  block: [{ country: US, reason: test }]"));
    FraudModel eager =
        new FraudModel(
            50,
            RiskLevel.HIGH,
            0,
            new FraudModel.Calibration(1, 0),
            new FraudModel.Category(0, 0),
            Map.of(),
            List.of());

    Row free = seen(few, RULES.with("free", eager));
    Row blocked = seen(few, listing.with("blocked", eager));

    assertThat(free.getLong(0)).isPositive();
    assertThat(free.mkString(" ")).isEqualTo(free.getLong(0) + " true true 0");
    assertThat(blocked.mkString(" ")).isEqualTo(free.getLong(0) + " false false 0");
  }

  private static Row seen(Dataset<Row> payments, RuleText rules) {
    return ModelExamples.of(payments, new RuleFile(rules.file(), rules.yaml()), TASKS)
        .selectExpr("count(1)", "first(fires)", "first(may_fire)", "count(is_fraud)")
        .head();
  }

  @Test
  void aCategoryOfFewPaymentsIsAUsualOne() {
    Dataset<Row> labelled =
        TestSpark.session()
            .range(199)
            .selectExpr(
                "IF(id < 100, 'many', 'few') AS merchant_category",
                "id % 10 = 0 AS is_fraud",
                "array(2.0D) AS features");

    ModelCategories known = ModelCategories.of(labelled);

    assertThat(known.categories()).containsOnlyKeys("many");
    assertThat(known.payments()).isEqualTo(199);
    assertThat(known.fraud()).isEqualTo(20);
    assertThat(known.usual()).isEqualTo(new FraudModel.Category(0.100503, 2));
  }

  @Test
  void rulesThatCannotBeReadAgainWithTheModelAreRefusedWithTheReason() {
    TrainingDays days =
        TrainingDays.of(FIRST.datesUntil(FIRST.plusDays(14)).toList(), FIRST.plusDays(9));

    assertThatThrownBy(
            () ->
                new ModelTraining(RULES, "no version", days, OptionalInt.empty(), Set.of(), TASKS)
                    .run(sample()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("version: no version; legal: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aModelIsCalibratedAndMeasuredOnDaysBehindThoseItIsLearntFrom() {
    List<LocalDate> all = FIRST.datesUntil(FIRST.plusDays(12)).toList();

    TrainingDays days = TrainingDays.of(all, FIRST.plusDays(9));

    assertThat(days)
        .isEqualTo(
            new TrainingDays(
                all.subList(0, 8), all.subList(0, 8), all.subList(8, 10), all.subList(10, 12)));
    assertThat(days.apart())
        .isEqualTo(
            new TrainingDays(
                all.subList(0, 2), all.subList(2, 8), all.subList(8, 10), all.subList(10, 12)));
    assertThatThrownBy(() -> TrainingDays.of(all, LAST))
        .hasMessageContaining("of 12 days 12 are up to 2019-03-31");
  }

  /** As {@code sources.sparkov} of the feed maps it, in the order of lines. */
  private static Dataset<Row> sample() {
    return TestSpark.session()
        .read()
        .option("header", true)
        .csv(SAMPLE)
        .selectExpr(
            "trans_num AS transaction_id",
            "to_timestamp(trans_date_trans_time) AS event_time",
            "cc_num AS account_id",
            "CAST(amt AS DECIMAL(18,4)) AS amount",
            "'USD' AS currency",
            "merchant",
            "category AS merchant_category",
            "CAST(NULL AS STRING) AS payment_method",
            "CAST(NULL AS STRING) AS channel",
            "CAST(NULL AS STRING) AS status",
            "CAST(NULL AS STRING) AS device_id",
            "'US' AS country",
            "CAST(merch_lat AS DOUBLE) AS latitude",
            "CAST(merch_long AS DOUBLE) AS longitude",
            "CAST(NULL AS STRING) AS department",
            "CAST(NULL AS STRING) AS city",
            "is_fraud = '1' AS is_fraud",
            "0 AS kafka_partition",
            "monotonically_increasing_id() AS kafka_offset",
            "substring(trans_date_trans_time, 1, 10) AS dt");
  }
}
