package io.millrace.streaming;

import org.apache.spark.sql.SparkSession;

/** One small local session for all tests of this module; whoever starts queries ends them. */
public final class TestSpark {

  private static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .appName("streaming-tests")
          .config("spark.ui.enabled", false)
          // written for each query, and nobody reads it
          .config("spark.sql.ui.explainMode", "simple")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.shuffle.partitions", 2)
          // plans of a few rows are compiled for longer than they run
          .config("spark.sql.codegen.wholeStage", false)
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          .getOrCreate();

  private TestSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
