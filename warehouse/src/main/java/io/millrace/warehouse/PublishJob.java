package io.millrace.warehouse;

import io.millrace.warehouse.hive.HivePartitions;
import io.millrace.warehouse.hive.HiveQueries;
import io.millrace.warehouse.publish.Marts;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.quality.Gate;
import io.millrace.warehouse.quality.QualityFile;
import io.millrace.warehouse.quality.QualityLog;
import io.millrace.warehouse.report.DayFigures;
import io.millrace.warehouse.report.DayReport;
import io.millrace.warehouse.report.ReportFolder;
import java.io.IOException;
import java.time.Clock;
import org.apache.hadoop.fs.Path;

/**
 * The last step of the workflows daily and hourly: checks and swaps in what the marts' scripts
 * wrote, and writes the reports of days. A small program without Spark; it may be run again at any
 * point.
 */
public final class PublishJob {

  /** So many days' figures fit into the smallest of launchers, whatever the days hold. */
  private static final int DAYS_AT_A_TIME = 16;

  private PublishJob() {}

  /**
   * Runs it.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when Hive does not answer or refuses, a mart was not written or a
   *     blocking check failed; Oozie shows the sentence as the action's error
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException {
    PublishArguments arguments = PublishArguments.parse(args);
    new JavaJob(
            "publish",
            arguments.partitions(),
            arguments.root(),
            new HiveServer(arguments.jdbcUrl(), arguments.user()),
            arguments.generation(),
            arguments.caller(),
            Clock.systemUTC())
        .run(
            tools -> {
              QualityLog quality = new QualityLog(tools.ops("quality"));
              Gate gate = new Gate(new HiveQueries(tools.connection())::rows, tools.clock());
              try {
                publish(arguments, tools, gate);
              } finally {
                quality.write(tools.run(), gate.results(), tools.clock().instant());
              }
            });
  }

  private static void publish(PublishArguments arguments, JavaJob.Tools tools, Gate gate)
      throws IOException, PublishException {
    Marts marts =
        new Marts(
            new HivePartitions(tools.connection()),
            tools.files(),
            arguments.root(),
            arguments.grace(),
            QualityFile.read(tools.files(), arguments.quality()),
            gate,
            tools.use(),
            tools.clock());
    if (arguments.hours().isPresent()) {
      marts.publishHours(arguments.generation(), arguments.hours().get().list());
    }
    if (arguments.days().isPresent()) {
      Days days = arguments.days().get();
      marts.publish(arguments.generation(), days.list());
      report(
          days,
          new HiveQueries(tools.connection()),
          new ReportFolder(tools.files(), tools.configuration(), arguments.root()));
    }
  }

  private static void report(Days days, HiveQueries queries, ReportFolder reports)
      throws IOException, PublishException {
    for (Days some : days.inGroupsOf(DAYS_AT_A_TIME)) {
      for (DayFigures figures : DayReport.figures(queries, some)) {
        Path place = reports.write(figures.day(), DayReport.files(figures));
        System.out.println("Report of %s: %s/index.html".formatted(figures.day(), place));
      }
    }
  }
}
