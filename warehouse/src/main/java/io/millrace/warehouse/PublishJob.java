package io.millrace.warehouse;

import io.millrace.warehouse.hive.HivePartitions;
import io.millrace.warehouse.hive.HiveQueries;
import io.millrace.warehouse.publish.Marts;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.report.DayFigures;
import io.millrace.warehouse.report.DayReport;
import io.millrace.warehouse.report.ReportFolder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The last step of the daily workflow: swaps in what the marts' scripts wrote and writes the
 * reports. A small program without Spark; it may be run again at any point.
 */
public final class PublishJob {

  private static final int WRONG_CALL = 2;
  private static final int NOT_DONE = 1;

  private PublishJob() {}

  /** Runs it; ends with a code other than 0, and a sentence on standard error, when it fails. */
  public static void main(String[] args) throws IOException {
    PublishArguments arguments;
    try {
      arguments = PublishArguments.parse(args);
    } catch (InvalidArgumentsException e) {
      System.err.println(e.getMessage());
      System.err.println(PublishArguments.USAGE);
      System.exit(WRONG_CALL);
      return;
    }
    try (Connection connection =
        DriverManager.getConnection(arguments.jdbcUrl(), arguments.user(), "")) {
      run(arguments, connection);
    } catch (SQLException e) {
      System.err.println(
          "HiveServer2 at %s did not answer: %s".formatted(arguments.jdbcUrl(), e.getMessage()));
      System.exit(NOT_DONE);
    } catch (PublishException e) {
      System.err.println(e.getMessage());
      System.exit(NOT_DONE);
    }
  }

  private static void run(PublishArguments arguments, Connection connection)
      throws IOException, PublishException {
    Configuration configuration = new Configuration();
    // Closed by Hadoop at the end of the JVM: it is shared with whoever asks for the same address.
    FileSystem files = new Path(arguments.root()).getFileSystem(configuration);
    new Marts(
            new HivePartitions(connection),
            files,
            arguments.root(),
            arguments.grace(),
            Clock.systemUTC())
        .publish(arguments.generation(), arguments.days().list());
    ReportFolder reports = new ReportFolder(files, configuration, arguments.root());
    for (DayFigures figures : DayReport.figures(new HiveQueries(connection), arguments.days())) {
      Path place = reports.write(figures.day(), DayReport.files(figures));
      System.out.println("Report of %s: %s/index.html".formatted(figures.day(), place));
    }
  }
}
