package io.millrace.streaming.fraud;

import io.millrace.model.fraud.RuleText;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.live.PaneQuery;
import io.millrace.streaming.live.ReadProgress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/** The streaming query: an account's state in RocksDB, and what comes out of its payments. */
final class FraudQuery {

  private FraudQuery() {}

  /** A session of its own; accounts are spread over so many tasks. */
  static SparkSession session(SparkSession spark, int tasks) {
    SparkSession session = PaneQuery.session(spark);
    session.conf().set("spark.sql.shuffle.partitions", Integer.toString(tasks));
    return session;
  }

  /**
   * What comes out of payments, as rows of {@link Outcome#COLUMNS} in no order.
   *
   * @param records as Spark's source gives them
   * @param accounts of {@link AccountsTopic#COLUMNS}, as they were before the first record
   */
  static Dataset<Row> outcomes(
      Dataset<Row> records,
      Dataset<Row> accounts,
      Declaration declaration,
      RuleText rules,
      ReadProgress progress) {
    MapFunction<Row, String> id = row -> row.getString(0);
    MapFunction<Row, byte[]> state = row -> (byte[]) row.get(1);
    return PaymentTask.columns(records)
        .mapPartitions(new PaymentTask(declaration, progress), Encoders.row(PaymentTask.OUTPUT))
        .groupByKey(id, Encoders.STRING())
        .flatMapGroupsWithState(
            new AccountTask(declaration, rules),
            OutputMode.Update(),
            Encoders.BINARY(),
            Encoders.row(Outcome.COLUMNS),
            GroupStateTimeout.NoTimeout(),
            accounts.groupByKey(id, Encoders.STRING()).mapValues(state, Encoders.BINARY()));
  }

  /**
   * Starts it.
   *
   * @param checkpoint a folder that the executors reach, of nothing else
   */
  static StreamingQuery start(
      String name,
      Dataset<Row> outcomes,
      Duration trigger,
      String checkpoint,
      VoidFunction2<Dataset<Row>, Long> batches)
      throws TimeoutException {
    return outcomes
        .writeStream()
        .queryName(name)
        .outputMode(OutputMode.Update())
        .trigger(Trigger.ProcessingTime(trigger.toMillis()))
        .option("checkpointLocation", checkpoint)
        .foreachBatch(batches)
        .start();
  }
}
