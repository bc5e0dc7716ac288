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
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;

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
    Clock clock = Clock.systemUTC();
    AuditedDays days = arguments.audited(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    new JavaJob(
            "audit",
            days.partitions(),
            arguments.root(),
            new HiveServer(arguments.jdbcUrl(), arguments.user()),
            arguments.generation(),
            arguments.caller(),
            clock)
        .<UnbalancedException>run(tools -> audit(arguments, days, tools));
  }

  private static void audit(AuditArguments arguments, AuditedDays days, JavaJob.Tools tools)
      throws IOException, PublishException, UnbalancedException {
    FileSystem files = tools.files();
    WarehouseAudit audit =
        new WarehouseAudit(
            files,
            arguments.root(),
            Optional.empty(),
            new HiveQueries(tools.connection())::rows,
            new HivePartitions(tools.connection()),
            new Steps(),
            tools.clock());
    AuditLog log = new AuditLog(tools.ops("audit"), tools.run(), days, tools.clock());
    List<AuditedFeed> feeds = FeedIds.applied(files, arguments.root(), arguments.conf());
    if (feeds.isEmpty()) {
      throw new RefusedException(
          "No feed has been applied below %s. Apply those of conf/feeds with: millrace feed apply --all"
              .formatted(arguments.root()));
    }
    System.out.println(new ScheduledAudit(audit, log).run(feeds, days));
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
}
