package io.millrace.warehouse;

import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.fraud.FraudTables;
import io.millrace.warehouse.fraud.RuleFile;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.retention.DropHistory;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Spark application that evaluates the payments of days, or of those that have changed, by the
 * fraud rules: {@code dw.transactions} to {@code dw.risk_scores}, {@code dw.fraud_alerts} and the
 * marts of both. It may be called again at any time, for any days, in any order.
 */
public final class FraudJob {

  private static final Logger LOG = LoggerFactory.getLogger(FraudJob.class);
  private static final String NAME = "fraud";

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
            NAME,
            arguments.span(),
            arguments.days().map(days -> texts(days.list())).orElse(List.of()),
            arguments.root(),
            arguments.generation(),
            arguments.quality(),
            arguments.caller())
        .run(
            (spark, files, checks, use, clock, found) -> {
              FraudTables tables =
                  new FraudTables(
                      new DayTables(
                          spark,
                          arguments.root(),
                          arguments.generation().attempt(),
                          arguments.grace(),
                          checks,
                          use,
                          clock));
              RuleFile rules = RuleFile.read(files, new Path(arguments.rules()));
              DropHistory drops = new DropHistory(files, arguments.root());
              List<LocalDate> days = days(arguments, spark, drops, rules, tables);
              found.accept(texts(days));
              if (!days.isEmpty()) {
                tables.run(days, arguments.since(), rules, arguments.tasks());
              }
            });
  }

  private static List<LocalDate> days(
      FraudArguments arguments,
      SparkSession spark,
      DropHistory drops,
      RuleFile rules,
      FraudTables tables)
      throws IOException, PublishException {
    if (arguments.days().isPresent()) {
      List<LocalDate> named = arguments.days().get().list();
      tables.requirePageViews(named, rules);
      return named;
    }
    LocalDate today = LocalDate.now(Clock.systemUTC());
    List<LocalDate> days =
        FraudTables.changed(spark, drops, rules, day -> arguments.mayHaveChanged(day, today));
    LOG.info("days that have changed: {}", days.isEmpty() ? "none" : Days.of(days).ranges());
    return days;
  }

  private static List<String> texts(List<LocalDate> days) {
    return days.stream().map(LocalDate::toString).toList();
  }
}
