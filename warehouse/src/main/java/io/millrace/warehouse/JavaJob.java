package io.millrace.warehouse;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.run.JobRun;
import io.millrace.warehouse.run.JobRunLog;
import io.millrace.warehouse.run.OpsFiles;
import io.millrace.warehouse.run.YarnContainer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What every small program of the warehouse does around its work, without Spark: one connection to
 * HiveServer2, and a row of {@code ops.job_runs}, however it ends.
 *
 * @param name of the job, in lower case
 * @param partitions what it computes, each day or hour
 * @param root folder of the warehouse
 */
record JavaJob(
    String name,
    List<String> partitions,
    String root,
    HiveServer hive,
    Generation generation,
    Caller caller,
    Clock clock) {

  /**
   * The job's own part.
   *
   * @param <E> what it throws besides
   */
  interface Work<E extends Exception> {
    void run(Tools tools) throws IOException, PublishException, E;
  }

  /**
   * What the work is done with.
   *
   * @param root folder of the warehouse
   * @param use told what of tables is read and written
   */
  record Tools(
      Connection connection,
      FileSystem files,
      Configuration configuration,
      String root,
      JobRun run,
      PartitionUse use,
      Clock clock) {

    /** The files of a table of {@code ops}. */
    OpsFiles ops(String table) throws IOException {
      return new OpsFiles(files, configuration, root, table, sql -> execute(connection, sql));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  /**
   * Runs it.
   *
   * @throws PublishException what the work throws, or when HiveServer2 does not answer; Oozie shows
   *     the sentence as the action's error
   */
  <E extends Exception> void run(Work<E> work) throws IOException, PublishException, E {
    hive.<E>connected(connection -> run(connection, work));
  }

  private <E extends Exception> void run(Connection connection, Work<E> work)
      throws IOException, PublishException, E {
    Configuration configuration = new Configuration();
    // Closed by Hadoop at the end of the JVM: it is shared with whoever asks for the same address.
    FileSystem files = new Path(root).getFileSystem(configuration);
    JobRun run =
        JobRun.begun(
            name,
            caller,
            generation,
            partitions,
            YarnContainer.application(System.getenv()),
            clock.instant());
    PartitionUse use = new PartitionUse();
    Tools tools = new Tools(connection, files, configuration, root, run, use, clock);
    new JobRunLog(tools.ops("job_runs"), use, clock)
        .<E>record(run, () -> JobRun.Rows.UNKNOWN, () -> work.run(tools));
  }
}
