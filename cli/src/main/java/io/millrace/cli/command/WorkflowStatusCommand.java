package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.JobId;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.workflow.JobReport;
import io.millrace.cluster.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace workflow status}. */
@Command(
    name = "status",
    description = {
      "Shows a job: its actions with their YARN applications, why it failed, and the next step.",
      "Of a coordinator its last twenty actions, and what they wait for; of a bundle its"
          + " coordinators."
    },
    footer = {
      "  millrace workflow status 0000003-260101000000000-oozie-root-W",
      "  millrace workflow status 0000001-260101000000000-oozie-root-C@7"
    })
final class WorkflowStatusCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "ID[@ACTION]",
      description = "A job of workflow list, or one of its actions.")
  private String id;

  WorkflowStatusCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() {
    JobId job = JobId.parse(id);
    new JobReport(OozieServer.of(invocation().running(Service.OOZIE)), invocation().clock())
        .of(job)
        .forEach(console()::print);
    return ExitStatus.OK;
  }
}
