package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.JobId;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.workflow.JobLogs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace workflow logs}. */
@Command(
    name = "logs",
    description = {
      "Prints the logs of an action's YARN applications: the launcher's, then those of what it"
          + " started.",
      "Without an action, those of the one that failed, else of the one that runs. Logs of ended"
          + " applications are kept for seven days."
    },
    footer = {
      "  millrace workflow logs 0000003-260101000000000-oozie-root-W",
      "  millrace workflow logs 0000003-260101000000000-oozie-root-W@curate"
    })
final class WorkflowLogsCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "ID[@ACTION]",
      description = "A workflow or one of its actions, or an action of a coordinator.")
  private String id;

  WorkflowLogsCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws InterruptedException {
    JobId job = JobId.parse(id);
    ClusterSettings settings =
        invocation()
            .running(Service.NAMENODE, Service.DATANODE, Service.RESOURCEMANAGER, Service.OOZIE);
    new JobLogs(OozieServer.of(settings), invocation().tools(), console()).print(job);
    return ExitStatus.OK;
  }
}
