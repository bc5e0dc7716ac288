package io.millrace.warehouse;

import io.millrace.warehouse.fraud.ModelFolder;
import io.millrace.warehouse.fraud.RuleFile;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark application that trains a fraud model by the labelled payments of {@code
 * dw.transactions}, and says what it is worth beside the rules on later ones. It changes no table.
 */
public final class FraudTrainJob {

  private FraudTrainJob() {}

  /**
   * Runs it.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when the rules, all payments, or labels of them are missing; YARN
   *     shows the sentence as the application's diagnostics
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException {
    FraudTrainArguments arguments = FraudTrainArguments.parse(args);
    SparkJob.unchecked(
            "fraud_train",
            arguments.days(),
            arguments.root(),
            arguments.generation(),
            arguments.caller())
        .run((spark, files, checks, use, clock) -> train(spark, files, arguments));
  }

  /**
   * Trains as asked.
   *
   * @param files of the rules and of what comes out
   */
  static void train(SparkSession spark, FileSystem files, FraudTrainArguments arguments)
      throws IOException, PublishException {
    new ModelFolder(spark, files, new Path(arguments.output()))
        .run(
            arguments.parts(),
            arguments.since(),
            RuleFile.read(files, new Path(arguments.rules())),
            arguments.version(),
            arguments.alertsADay(),
            arguments.without(),
            arguments.tasks());
  }
}
