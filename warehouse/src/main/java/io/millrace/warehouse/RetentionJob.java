package io.millrace.warehouse;

import io.millrace.warehouse.hive.HivePartitions;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.retention.DropOrders;
import io.millrace.warehouse.retention.RetentionLog;
import io.millrace.warehouse.retention.RetentionRun;
import io.millrace.warehouse.retention.RulesFolder;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;

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
    new JavaJob(
            "retention",
            List.of(),
            arguments.root(),
            new HiveServer(arguments.jdbcUrl(), arguments.user()),
            arguments.generation(),
            arguments.caller(),
            Clock.systemUTC())
        .run(tools -> drop(arguments, tools));
  }

  private static void drop(RetentionArguments arguments, JavaJob.Tools tools)
      throws IOException, PublishException {
    FileSystem files = tools.files();
    HivePartitions partitions = new HivePartitions(tools.connection());
    RulesFolder rules = RulesFolder.read(files, arguments.rules());
    RetentionRun.Result result =
        new RetentionRun(
                partitions,
                files,
                arguments.root(),
                arguments.grace(),
                new RetentionLog(partitions, files, arguments.root(), tools.run(), tools.clock()),
                tools.clock())
            .run(rules.rules(), arguments.generation());
    System.out.printf(
        "%d partitions were dropped, %d are held.%n", result.dropped(), result.held());
    DropOrders orders = new DropOrders(partitions, files, arguments.root());
    DropOrders.Ordered ordered = orders.leave(rules, tools.run());
    String when = orders.areFollowed() ? "within seconds" : "when the stream is started";
    System.out.printf(
        "Ordered landing to drop what these feeds keep no longer of raw and quarantine, which it does %s: %s.%n",
        when, String.join(", ", ordered.feeds()));
    if (!ordered.liveLogs().isEmpty()) {
      System.out.printf(
          "Ordered these live logs to drop what is kept no longer of their tables, which they do %s: %s.%n",
          when, String.join(", ", ordered.liveLogs()));
    }
  }
}
