package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import picocli.CommandLine.Command;

/** {@code millrace workflow unschedule}. */
@Command(
    name = "unschedule",
    description = {
      "Ends the schedule, and the runs that it has under way.",
      "Days that it has not come to are for workflow backfill, or for the next schedule --from."
    },
    footer = "  millrace workflow unschedule")
final class WorkflowUnscheduleCommand extends HelpedCommand {

  WorkflowUnscheduleCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    ClusterSettings settings = invocation().running(Service.NAMENODE, Service.OOZIE);
    try (Hdfs hdfs = Hdfs.open(settings)) {
      WorkflowScheduleCommand.schedule(invocation(), settings, hdfs).turnOff();
    }
    return ExitStatus.OK;
  }
}
