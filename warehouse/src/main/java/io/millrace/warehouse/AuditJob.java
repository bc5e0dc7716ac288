package io.millrace.warehouse;

import io.millrace.warehouse.audit.AuditLog;
import io.millrace.warehouse.audit.AuditedDays;
import io.millrace.warehouse.audit.AuditedFeed;
import io.millrace.warehouse.audit.FeedIds;
import io.millrace.warehouse.audit.ScheduledAudit;
import io.millrace.warehouse.audit.UnbalancedException;
import io.millrace.warehouse.audit.WarehouseAudit;
import io.millrace.warehouse.hive.HivePartitions;
import io.millrace.warehouse.hive.HiveQueries;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The only step of the workflow {@code audit}: compares what the commit log says of the last days
 * with HDFS and Hive, and tells it in {@code ops.audit}. A small program without Spark and without
 * Kafka; it changes nothing and may be run again at any point.
 */
public final class AuditJob {

  private AuditJob() {}

  /**
   * Runs it.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when Hive does not answer or refuses
   * @throws UnbalancedException when something is missing or there twice; Oozie shows the sentence
   *     as the action's error
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException, UnbalancedException {
    AuditArguments arguments = AuditArguments.parse(args);
    try (Connection connection =
        DriverManager.getConnection(arguments.jdbcUrl(), arguments.user(), "")) {
      run(arguments, connection);
    } catch (SQLException e) {
      throw new PublishException(
          "HiveServer2 at %s did not answer: %s".formatted(arguments.jdbcUrl(), e.getMessage()), e);
    }
  }

  private static void run(AuditArguments arguments, Connection connection)
      throws IOException, PublishException, UnbalancedException {
    Configuration configuration = new Configuration();
    // Closed by Hadoop at the end of the JVM: it is shared with whoever asks for the same address.
    FileSystem files = new Path(arguments.root()).getFileSystem(configuration);
    Clock clock = Clock.systemUTC();
    AuditedDays days = arguments.audited(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    JobRun run =
        JobRun.begun(
            "audit",
            arguments.caller(),
            arguments.generation(),
            days.partitions(),
            YarnContainer.application(System.getenv()),
            clock.instant());
    OpsFiles.Metastore hive = sql -> execute(connection, sql);
    WarehouseAudit audit =
        new WarehouseAudit(
            files,
            arguments.root(),
            Optional.empty(),
            new HiveQueries(connection)::rows,
            new HivePartitions(connection),
            new Steps(),
            clock);
    AuditLog log =
        new AuditLog(
            new OpsFiles(files, configuration, arguments.root(), "audit", hive), run, days, clock);
    new JobRunLog(new OpsFiles(files, configuration, arguments.root(), "job_runs", hive), clock)
        .<UnbalancedException>record(
            run,
            () -> JobRun.Rows.UNKNOWN,
            () -> {
              List<AuditedFeed> feeds = FeedIds.applied(files, arguments.root(), arguments.conf());
              if (feeds.isEmpty()) {
                throw new RefusedException(
                    "No feed has been applied below %s. Apply those of conf/feeds with: millrace feed apply --all"
                        .formatted(arguments.root()));
              }
              System.out.println(new ScheduledAudit(audit, log).run(feeds, days));
            });
  }

  /** Steps as lines of the action's log. */
  private static final class Steps implements WarehouseAudit.Progress {

    @Override
    public void at(String step) {
      System.out.println(step);
    }

    @Override
    public void end() {}
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
