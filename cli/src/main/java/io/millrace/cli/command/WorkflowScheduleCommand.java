package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.workflow.Schedule;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace workflow schedule}. */
@Command(
    name = "schedule",
    description = {
      "Has workflow hourly run by itself for each hour, and daily for each day, once all hours of"
          + " the live feeds are closed.",
      "Submits the bundle oozie/bundles/warehouse. Done again, it changes nothing; with other"
          + " settings it replaces the schedule, which goes on with the first hour and day that have"
          + " not ended. Days of replays and of generated histories are for workflow run and backfill:"
          + " they close only the hours that they touch."
    },
    footer = {
      "  millrace workflow schedule",
      "  millrace workflow schedule --from 2026-01-01 --feeds activity,orders",
      "  millrace workflow schedule --set daily_timeout=1440 --set session_gap=PT1H"
    })
final class WorkflowScheduleCommand extends HelpedCommand {

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description =
          "The first day, UTC; one of the past is caught up, as a day. Without, where the schedule of before"
              + " is, else today.")
  private String from;

  @Option(
      names = "--feeds",
      paramLabel = "FEED",
      split = ",",
      description =
          "The live feeds whose hours are waited for; without, those of the bundle's"
              + " job.properties.")
  private List<String> feeds = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a property of the schedule or of its workflows; can be given again.")
  private Map<String, String> set = new LinkedHashMap<>();

  WorkflowScheduleCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Optional<LocalDate> first = Optional.ofNullable(from).map(text -> day("--from", text));
    ClusterSettings settings =
        invocation()
            .running(
                Service.NAMENODE,
                Service.DATANODE,
                Service.RESOURCEMANAGER,
                Service.METASTORE,
                Service.OOZIE);
    WorkflowRunCommand.compareRules(invocation());
    try (Hdfs hdfs = Hdfs.open(settings)) {
      schedule(invocation(), settings, hdfs).turnOn(new Schedule.Request(first, feeds, set));
    }
    return ExitStatus.OK;
  }

  static Schedule schedule(Invocation invocation, ClusterSettings settings, Hdfs hdfs) {
    return new Schedule(
        settings,
        new Checkout(invocation.checkout()),
        hdfs,
        invocation.console(),
        invocation.clock());
  }

  static LocalDate day(String option, String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "%s is '%s', but must be a day such as 2026-01-31.".formatted(option, text),
          e);
    }
  }
}
