package io.millrace.warehouse;

import io.millrace.warehouse.curate.OpenSessions;
import io.millrace.warehouse.hive.HivePartitions;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.repair.HiveWarehouse;
import io.millrace.warehouse.repair.Reopened;
import io.millrace.warehouse.repair.ReopenedMarkers;
import io.millrace.warehouse.repair.RepairFile;
import io.millrace.warehouse.repair.RepairPlan;
import io.millrace.warehouse.repair.Warehouse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * The two ends of the workflow {@code repair}: what late rows have reopened is planned, and taken
 * off the list once it is computed. Between them other workflows do the work. Small, without Spark;
 * each may be run again at any point.
 */
public final class RepairJob {

  /** Where Oozie looks for what a step tells the workflow. */
  private static final String OUTPUT = "oozie.action.output.properties";

  /** What Oozie can tell from a value that is not there. */
  private static final String NONE = "none";

  private RepairJob() {}

  /**
   * Runs a step.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when Hive does not answer; Oozie shows the sentence as the action's
   *     error
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException {
    RepairArguments arguments = RepairArguments.parse(args);
    FileSystem files =
        new org.apache.hadoop.fs.Path(arguments.root()).getFileSystem(new Configuration());
    new HiveServer(arguments.jdbcUrl(), arguments.user())
        .connected(
            connection -> {
              Warehouse warehouse =
                  new HiveWarehouse(
                      new HivePartitions(connection), new OpenSessions(files, arguments.root()));
              ReopenedMarkers markers = new ReopenedMarkers(files, arguments.root());
              RepairFile file = new RepairFile(files, arguments.root(), arguments.workflow());
              switch (arguments.step()) {
                case PLAN -> plan(warehouse, markers, file);
                case SETTLE -> settle(warehouse, markers, file);
              }
            });
  }

  private static void plan(Warehouse warehouse, ReopenedMarkers markers, RepairFile file)
      throws IOException, PublishException {
    RepairPlan plan = RepairPlan.of(markers.list(), warehouse);
    file.write(plan);
    System.out.printf(
        "%d markers: hours %s, days %s. %d markers are of hours that nobody has curated, %d wait for the next run.%n",
        plan.markers().size(), hours(plan), days(plan), plan.left(), plan.later());
    Properties told = new Properties();
    told.setProperty("hours", hours(plan));
    told.setProperty("days", days(plan));
    try (OutputStream out = Files.newOutputStream(Path.of(System.getProperty(OUTPUT)))) {
      told.store(out, null);
    }
  }

  /** Takes away the markers of what has been computed; the others stay for the next plan. */
  private static void settle(Warehouse warehouse, ReopenedMarkers markers, RepairFile file)
      throws IOException, PublishException {
    int settled = 0;
    int kept = 0;
    RepairPlan plan = file.plan();
    for (Reopened marker : plan.markers()) {
      if (plan.isDone(marker, warehouse)) {
        markers.remove(marker);
        settled++;
      } else {
        kept++;
      }
    }
    file.remove();
    System.out.printf("%d markers are done with, %d stay for the next run.%n", settled, kept);
  }

  private static String hours(RepairPlan plan) {
    return plan.hours().isEmpty()
        ? NONE
        : Hours.of(plan.hours().stream().map(PartitionKey::eventHour).toList()).toString();
  }

  private static String days(RepairPlan plan) {
    return plan.days().isEmpty()
        ? NONE
        : plan.days().stream().map(LocalDate::toString).collect(Collectors.joining(","));
  }
}
