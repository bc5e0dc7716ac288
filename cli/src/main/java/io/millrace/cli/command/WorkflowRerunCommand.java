package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.JobId;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.workflow.JobControl;
import io.millrace.cli.workflow.JobControl.Nodes;
import io.millrace.cluster.ClusterSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace workflow rerun}. */
@Command(
    name = "rerun",
    description = {
      "Runs a workflow that has ended again, as it was submitted, and waits for its end.",
      "What succeeded is kept unless --all is given. An action of a coordinator that timed out"
          + " waits for its data again instead. What is in HDFS of the workflow is used: workflow"
          + " run and schedule deploy it."
    },
    footer = {
      "  millrace workflow rerun 0000003-260101000000000-oozie-root-W",
      "  millrace workflow rerun 0000003-260101000000000-oozie-root-W --all",
      "  millrace workflow rerun 0000001-260101000000000-oozie-root-C@7"
    })
final class WorkflowRerunCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "ID",
      description = "A workflow, or an action of a coordinator (ID@NUMBER).")
  private String id;

  @Option(names = "--all", description = "Also what succeeded.")
  private boolean all;

  WorkflowRerunCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    JobId job = JobId.parse(id);
    ClusterSettings settings = invocation().running(WorkflowRunCommand.services());
    new JobControl(settings, OozieServer.of(settings), console(), invocation().clock())
        .rerun(job, all ? Nodes.ALL : Nodes.FAILED);
    return ExitStatus.OK;
  }
}
