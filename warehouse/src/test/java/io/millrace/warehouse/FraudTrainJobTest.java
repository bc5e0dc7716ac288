package io.millrace.warehouse;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.fraud.ModelFeature;
import io.millrace.model.fraud.RuleSet;
import io.millrace.warehouse.publish.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The training of 20 days of 150 payments, by the arguments of its workflow. Every tenth payment is
 * fraud: of 380 and 320 by turns, where one honest payment in fifty is of 400 and others are below
 * 100. So a limit of 350 is right about some, and a model can be about all.
 */
class FraudTrainJobTest {

  private static final String TABLE = "dw.transactions";

  private static final String RULES =
      """
      version: before # ours
      base_currency: USD
      rules: {HIGH_AMOUNT: {limit: 350}}
      """;

  private static final String ARGUMENTS =
      "--days 2026-01-01..2026-01-20 --until 2026-01-15 --alerts-a-day 15 --tasks 2"
          + " --version learnt --root /m --generation g --workflow w-1 --run 1";

  @TempDir private Path root;

  @BeforeEach
  void createPayments() {
    TestSpark.session().sql("CREATE DATABASE IF NOT EXISTS dw");
    payments().write().saveAsTable(TABLE);
  }

  @AfterEach
  void dropPayments() {
    TestSpark.session().sql("DROP TABLE " + TABLE);
  }

  @Test
  void theFolderHasTheRulesWithTheModelAndWhatItIsWorthOnDaysThatItNeverSaw() throws Exception {
    // given what tells fraud, and what is known of categories, which are all the same
    String others =
        Stream.of(ModelFeature.values())
            .filter(f -> f != ModelFeature.AMOUNT_LOG && f != ModelFeature.CATEGORY_FRAUD)
            .map(ModelFeature::key)
            .collect(joining(","));
    Files.writeString(root.resolve("rules.yaml"), RULES);

    // when
    train("--without", others);

    // then days are parted as asked
    assertThat(lines("days.csv"))
        .containsExactly(
            "part,first_day,last_day,labelled_payments,fraud_payments",
            "know,2026-01-01,2026-01-04,600,60",
            "learn,2026-01-05,2026-01-12,1200,120",
            "calibrate,2026-01-13,2026-01-15,450,45",
            "evaluate,2026-01-16,2026-01-20,750,75");

    // and of the last five the rules alert 37 frauds of 380 and 15 honest payments of 400
    List<String> summary = lines("summary.csv");
    assertThat(summary)
        .hasSize(4)
        .contains(
            "alerts_of,payments,fraud_payments,alerted_payments,alerted_fraud,alert_precision,alert_recall,f1,average_precision,recall_at_alerts_of_rules,expected_fraud",
            "rules,750,75,52,37,0.7115,0.4933,0.5827,,,",
            "both,750,75,90,75,0.8333,1.0000,0.9091,,,");
    assertThat(summary.get(2)).startsWith("model,750,75,75,75,1.0000,1.0000,1.0000,1.0000,0.6933,");
    assertThat(lines("features.csv")).containsExactly("feature,importance", "amount_log,1.0000");

    // and the rules are those that were given, with the model
    String yaml = Files.readString(root.resolve("out/rules.yaml"));
    assertThat(yaml).contains("# ours", "rules: {HIGH_AMOUNT: {limit: 350}}");
    RuleSet rules = RuleSet.parse("rules.yaml", yaml);
    assertThat(rules.version()).isEqualTo("learnt");
    assertThat(rules.model().orElseThrow().trees()).isNotEmpty();
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("rules.yaml", "out");
    }
  }

  @Test
  void withoutRulesNothingComesOut() {
    assertThatThrownBy(this::train)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("There is no file " + root.resolve("rules.yaml"));
    assertThat(root.resolve("out")).doesNotExist();
  }

  private void train(String... more) throws Exception {
    List<String> words =
        Stream.of(
                Stream.of(ARGUMENTS.split(" ")),
                Stream.of("--rules", root + "/rules.yaml", "--output", root + "/out"),
                Stream.of(more))
            .flatMap(of -> of)
            .toList();
    FraudTrainJob.train(
        TestSpark.session(),
        FileSystem.getLocal(new Configuration()).getRawFileSystem(),
        FraudTrainArguments.parse(words.toArray(new String[0])));
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(root.resolve("out").resolve(name));
  }

  /** In the order in which they came. */
  private static Dataset<Row> payments() {
    Dataset<Row> rows =
        TestSpark.session()
            .range(0, 3_000, 1, 1)
            .selectExpr(
                "concat('t', id) AS transaction_id",
                "concat('a', id % 30) AS account_id",
                "timestamp_seconds(unix_seconds(TIMESTAMP '2026-01-01 00:00:00') + id DIV 150 * 86400 + id % 150 * 500) AS event_time",
                "CAST(CASE WHEN id % 20 = 0 THEN 380 WHEN id % 10 = 0 THEN 320 WHEN id % 50 = 7 THEN 400 ELSE 20 + id % 13 * 5 END AS DECIMAL(18,4)) AS amount",
                "'USD' AS currency",
                "'goods' AS merchant_category",
                "CAST(NULL AS DOUBLE) AS latitude",
                "CAST(NULL AS DOUBLE) AS longitude",
                "id % 10 = 0 AS is_fraud",
                "0 AS kafka_partition",
                "id AS kafka_offset",
                "CAST(date_add(DATE '2026-01-01', CAST(id DIV 150 AS INT)) AS STRING) AS dt");
    for (String unknown :
        List.of(
            "merchant",
            "payment_method",
            "channel",
            "status",
            "device_id",
            "country",
            "department",
            "city",
            "user_id",
            "order_id")) {
      rows = rows.withColumn(unknown, lit(null).cast("string"));
    }
    return rows;
  }
}
