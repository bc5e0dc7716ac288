package io.millrace.warehouse;

import io.millrace.warehouse.fraud.BacktestFolder;
import io.millrace.warehouse.fraud.RuleFile;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * The Spark application that holds two sets of fraud rules against the same payments of {@code
 * dw.transactions}, before the new one goes live. It changes no table.
 */
public final class BacktestJob {

  private BacktestJob() {}

  /**
   * Runs it.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when a rule set or all payments are missing; YARN shows the sentence
   *     as the application's diagnostics
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException {
    BacktestArguments arguments = BacktestArguments.parse(args);
    SparkJob.unchecked(
            "backtest",
            arguments.days(),
            arguments.root(),
            arguments.generation(),
            arguments.caller())
        .run(
            (spark, files, checks, use, clock) ->
                new BacktestFolder(spark, files, new Path(arguments.output()))
                    .run(
                        arguments.days().list(),
                        arguments.since(),
                        RuleFile.read(files, new Path(arguments.old())),
                        RuleFile.read(files, new Path(arguments.next())),
                        arguments.tasks()));
  }
}
