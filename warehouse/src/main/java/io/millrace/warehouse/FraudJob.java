package io.millrace.warehouse;

import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.fraud.FraudTables;
import io.millrace.warehouse.fraud.RuleFile;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.hadoop.fs.Path;

/**
 * The Spark application that evaluates the payments of days by the fraud rules: {@code
 * dw.transactions} to {@code dw.risk_scores}, {@code dw.fraud_alerts} and the marts of both. It may
 * be called again at any time, for any days, in any order.
 */
public final class FraudJob {

  private FraudJob() {}

  /**
   * Runs it.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when a table or the rules are missing, the metastore refuses or a
   *     blocking check failed; YARN shows the sentence as the application's diagnostics
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException {
    FraudArguments arguments = FraudArguments.parse(args);
    new SparkJob(
            "fraud",
            arguments.days().toString(),
            arguments.days().list().stream().map(LocalDate::toString).toList(),
            arguments.root(),
            arguments.generation(),
            arguments.quality(),
            arguments.caller())
        .run(
            (spark, files, checks, clock) ->
                new FraudTables(
                        new DayTables(
                            spark,
                            arguments.root(),
                            arguments.generation().attempt(),
                            arguments.grace(),
                            checks,
                            clock))
                    .run(
                        arguments.days().list(),
                        arguments.since(),
                        RuleFile.read(files, new Path(arguments.rules())),
                        arguments.tasks()));
  }
}
