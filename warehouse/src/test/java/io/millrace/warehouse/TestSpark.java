package io.millrace.warehouse;

import org.apache.spark.sql.SparkSession;

/** One small local session for all tests of this module. */
public final class TestSpark {

  private static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .appName("warehouse-tests")
          .config("spark.ui.enabled", "false")
          // text of plans, written for each query, and nobody reads it
          .config("spark.sql.ui.explainMode", "simple")
          .config("spark.sql.debug.maxToStringFields", "1")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.shuffle.partitions", "2")
          // Plans of a few rows are compiled for longer than they run.
          .config("spark.sql.codegen.wholeStage", "false")
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          // Tests run in two JVMs.
          .config(
              "spark.sql.warehouse.dir", "target/spark-warehouse-" + ProcessHandle.current().pid())
          .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
          .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
          .getOrCreate();

  private TestSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
