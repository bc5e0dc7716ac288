package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code millrace workflow}. */
@Command(
    name = "workflow",
    description = "Runs, shows and schedules the batch workflows on Oozie.",
    footer = {
      "  millrace workflow run daily --days 2015-05-17..2015-05-20",
      "  millrace workflow list",
      "  millrace workflow schedule"
    })
final class WorkflowCommand extends HelpedCommand {

  private WorkflowCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new WorkflowCommand(invocation))
        .addSubcommand(new WorkflowRunCommand(invocation))
        .addSubcommand(new WorkflowListCommand(invocation))
        .addSubcommand(new WorkflowStatusCommand(invocation))
        .addSubcommand(new WorkflowLogsCommand(invocation))
        .addSubcommand(new WorkflowRerunCommand(invocation))
        .addSubcommand(new WorkflowKillCommand(invocation))
        .addSubcommand(new WorkflowBackfillCommand(invocation))
        .addSubcommand(new WorkflowScheduleCommand(invocation))
        .addSubcommand(new WorkflowUnscheduleCommand(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE,
        "workflow needs a subcommand: run, list, status, logs, rerun, kill, backfill, schedule or unschedule. See: millrace workflow --help");
  }
}
