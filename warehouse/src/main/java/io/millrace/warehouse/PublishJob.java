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
import io.millrace.warehouse.run.JobRun;
import io.millrace.warehouse.run.JobRunLog;
import io.millrace.warehouse.run.OpsFiles;
import io.millrace.warehouse.run.YarnContainer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
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
    try (Connection connection =
        DriverManager.getConnection(arguments.jdbcUrl(), arguments.user(), "")) {
      run(arguments, connection);
    } catch (SQLException e) {
      throw new PublishException(
          "HiveServer2 at %s did not answer: %s".formatted(arguments.jdbcUrl(), e.getMessage()), e);
    }
  }

  private static void run(PublishArguments arguments, Connection connection)
      throws IOException, PublishException {
    Configuration configuration = new Configuration();
    // Closed by Hadoop at the end of the JVM: it is shared with whoever asks for the same address.
    FileSystem files = new Path(arguments.root()).getFileSystem(configuration);
    Clock clock = Clock.systemUTC();
    JobRun run =
        JobRun.begun(
            "publish",
            arguments.caller(),
            arguments.generation(),
            arguments.partitions(),
            YarnContainer.application(System.getenv()),
            clock.instant());
    OpsFiles.Metastore hive = sql -> execute(connection, sql);
    QualityLog quality =
        new QualityLog(new OpsFiles(files, configuration, arguments.root(), "quality", hive));
    new JobRunLog(new OpsFiles(files, configuration, arguments.root(), "job_runs", hive), clock)
        .record(
            run,
            () -> JobRun.Rows.UNKNOWN,
            () -> {
              Gate gate = new Gate(new HiveQueries(connection)::rows, clock);
              try {
                publish(arguments, connection, files, configuration, gate);
              } finally {
                quality.write(run, gate.results(), clock.instant());
              }
            });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void publish(
      PublishArguments arguments,
      Connection connection,
      FileSystem files,
      Configuration configuration,
      Gate gate)
      throws IOException, PublishException {
    Marts marts =
        new Marts(
            new HivePartitions(connection),
            files,
            arguments.root(),
            arguments.grace(),
            QualityFile.read(files, arguments.quality()),
            gate,
            Clock.systemUTC());
    if (arguments.hours().isPresent()) {
      marts.publishHours(arguments.generation(), arguments.hours().get().list());
    }
    if (arguments.days().isPresent()) {
      Days days = arguments.days().get();
      marts.publish(arguments.generation(), days.list());
      report(
          days,
          new HiveQueries(connection),
          new ReportFolder(files, configuration, arguments.root()));
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
