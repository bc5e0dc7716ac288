package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.JobId;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.workflow.JobControl;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace workflow kill}. */
@Command(
    name = "kill",
    description = {
      "Ends a job, with all that it has begun on YARN.",
      "What readers see stays as it was before, or as it was swapped in: a swap is one change."
    },
    footer = "  millrace workflow kill 0000003-260101000000000-oozie-root-W")
final class WorkflowKillCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "ID",
      description = "A workflow, coordinator or bundle, or an action of a coordinator.")
  private String id;

  WorkflowKillCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() {
    JobId job = JobId.parse(id);
    ClusterSettings settings = invocation().running(Service.OOZIE);
    new JobControl(settings, OozieServer.of(settings), console(), invocation().clock()).kill(job);
    return ExitStatus.OK;
  }
}
