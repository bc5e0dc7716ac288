package io.millrace.warehouse.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class PaymentRowsTest {

  private static final int ACCOUNTS = 50;

  @Test
  void accountsAreSpreadOverAsManyTasksAsAskedForHoweverFewTheirPaymentsAre() {
    Dataset<Row> rows =
        PaymentRows.inOrder(payments(), 7).withColumn("task", functions.spark_partition_id());

    assertThat(rows.toJavaRDD().getNumPartitions()).isEqualTo(7);
    assertThat(rows.select("task").distinct().count()).isGreaterThan(3);
    assertThat(rows.select("account_id", "task").distinct().count()).isEqualTo(ACCOUNTS);
  }

  private static Dataset<Row> payments() {
    return TestSpark.session()
        .range(1_000)
        .selectExpr(
            "CAST(id AS STRING) AS transaction_id",
            "CAST(id % " + ACCOUNTS + " AS STRING) AS account_id",
            "timestamp_seconds(id) AS event_time",
            "CAST(id AS DECIMAL(18, 4)) AS amount",
            "'USD' AS currency",
            "'Shop' AS merchant",
            "'food' AS merchant_category",
            "'card' AS payment_method",
            "'online' AS channel",
            "'approved' AS status",
            "'D-1' AS device_id",
            "'US' AS country",
            "CAST(NULL AS DOUBLE) AS latitude",
            "CAST(NULL AS DOUBLE) AS longitude",
            "'sales' AS department",
            "'Berlin' AS city",
            "false AS is_fraud",
            "0 AS kafka_partition",
            "id AS kafka_offset",
            "'2026-01-01' AS dt");
  }
}
