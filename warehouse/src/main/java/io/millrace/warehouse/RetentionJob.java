package io.millrace.warehouse;

import io.millrace.warehouse.hive.HivePartitions;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.retention.DropOrders;
import io.millrace.warehouse.retention.RetentionLog;
import io.millrace.warehouse.retention.RetentionRun;
import io.millrace.warehouse.retention.RulesFolder;
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
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The only step of the workflow {@code retention}: drops the days of tables, and the reports, that
 * are kept no longer, and orders the stream to do the same with raw, quarantine and live tables. A
 * small program without Spark; it may be run again at any point.
 */
public final class RetentionJob {

  private RetentionJob() {}

  /**
   * Runs it.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when the rules cannot be read, or Hive does not answer or refuses;
   *     Oozie shows the sentence as the action's error
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException {
    RetentionArguments arguments = RetentionArguments.parse(args);
    try (Connection connection =
        DriverManager.getConnection(arguments.jdbcUrl(), arguments.user(), "")) {
      run(arguments, connection);
    } catch (SQLException e) {
      throw new PublishException(
          "HiveServer2 at %s did not answer: %s".formatted(arguments.jdbcUrl(), e.getMessage()), e);
    }
  }

  private static void run(RetentionArguments arguments, Connection connection)
      throws IOException, PublishException {
    Configuration configuration = new Configuration();
    // Closed by Hadoop at the end of the JVM: it is shared with whoever asks for the same address.
    FileSystem files = new Path(arguments.root()).getFileSystem(configuration);
    Clock clock = Clock.systemUTC();
    JobRun run =
        JobRun.begun(
            "retention",
            arguments.caller(),
            arguments.generation(),
            List.of(),
            YarnContainer.application(System.getenv()),
            clock.instant());
    OpsFiles.Metastore hive = sql -> execute(connection, sql);
    HivePartitions partitions = new HivePartitions(connection);
    new JobRunLog(new OpsFiles(files, configuration, arguments.root(), "job_runs", hive), clock)
        .record(
            run,
            () -> JobRun.Rows.UNKNOWN,
            () -> {
              RulesFolder rules = RulesFolder.read(files, arguments.rules());
              RetentionRun.Result result =
                  new RetentionRun(
                          partitions,
                          files,
                          arguments.root(),
                          arguments.grace(),
                          new RetentionLog(partitions, files, arguments.root(), run, clock),
                          clock)
                      .run(rules.rules(), arguments.generation());
              System.out.printf(
                  "%d partitions were dropped, %d are held.%n", result.dropped(), result.held());
              DropOrders orders = new DropOrders(partitions, files, arguments.root());
              DropOrders.Ordered ordered = orders.leave(rules, run);
              String when = orders.areFollowed() ? "within seconds" : "when the stream is started";
              System.out.printf(
                  "Ordered landing to drop what these feeds keep no longer of raw and quarantine, which it does %s: %s.%n",
                  when, String.join(", ", ordered.feeds()));
              if (!ordered.liveLogs().isEmpty()) {
                System.out.printf(
                    "Ordered these live logs to drop what is kept no longer of their tables, which they do %s: %s.%n",
                    when, String.join(", ", ordered.liveLogs()));
              }
            });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
