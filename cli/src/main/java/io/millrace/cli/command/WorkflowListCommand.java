package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.workflow.JobList;
import io.millrace.cluster.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace workflow list}. */
@Command(
    name = "list",
    description = {
      "Lists what Oozie runs and has run, the newest first: workflows (-W), coordinators (-C) and"
          + " bundles (-B).",
      "Ended workflows are forgotten after 30 days."
    },
    footer = {"  millrace workflow list", "  millrace workflow list --limit 100 --json"})
final class WorkflowListCommand extends HelpedCommand {

  private static final int MOST = 1000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  WorkflowListCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() {
    if (limit < 1 || limit > MOST) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--limit is %d; legal: 1 to %d.".formatted(limit, MOST));
    }
    JobList jobs =
        JobList.of(
            OozieServer.of(invocation().running(Service.OOZIE)), invocation().clock(), limit);
    if (json) {
      console().print(Json.text(jobs.maps()));
    } else {
      jobs.lines().forEach(console()::print);
    }
    return ExitStatus.OK;
  }
}
