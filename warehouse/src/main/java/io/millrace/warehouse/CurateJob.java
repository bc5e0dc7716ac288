package io.millrace.warehouse;

import io.millrace.warehouse.curate.Curation;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark application that curates days: {@code raw.activity} and {@code raw.orders} to {@code
 * dw.activity}, {@code dw.orders} and {@code dw.sessions}. All days of a call are one application.
 * It may be called again at any time, for any days, in any order.
 */
public final class CurateJob {

  private static final int WRONG_CALL = 2;
  private static final int NOT_DONE = 1;

  private CurateJob() {}

  /**
   * Runs it. Throws on failure, since a Spark application in cluster mode fails by an exception;
   * whoever calls it wrongly gets a sentence for each mistake.
   */
  public static void main(String[] args) throws IOException {
    CurateArguments arguments;
    try {
      arguments = CurateArguments.parse(args);
    } catch (InvalidArgumentsException e) {
      System.err.println(e.getMessage());
      System.err.println(CurateArguments.USAGE);
      System.exit(WRONG_CALL);
      return;
    }
    try (SparkSession spark = session(arguments)) {
      new Curation(
              spark,
              arguments.root(),
              arguments.generation().attempt(),
              arguments.grace(),
              Clock.systemUTC())
          .run(arguments.days().list(), arguments.rule());
    } catch (PublishException e) {
      System.err.println(e.getMessage());
      System.exit(NOT_DONE);
    }
  }

  private static SparkSession session(CurateArguments arguments) {
    return SparkSession.builder()
        .appName("millrace-curate " + arguments.days())
        .enableHiveSupport()
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        // Listing an hour's folder takes milliseconds; a job that does it takes seconds.
        .config("spark.sql.sources.parallelPartitionDiscovery.threshold", "1000")
        .config("spark.sql.adaptive.advisoryPartitionSizeInBytes", "256m")
        .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .getOrCreate();
  }
}
