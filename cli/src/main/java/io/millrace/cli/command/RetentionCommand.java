package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code millrace retention}. */
@Command(
    name = "retention",
    description = {
      "Shows what is kept no longer by conf/retention.yaml, and what conf/legal-hold.yaml holds.",
      "Workflow retention drops it: millrace workflow run retention, or each day by millrace"
          + " workflow schedule."
    },
    footer = "  millrace retention plan")
final class RetentionCommand extends HelpedCommand {

  private RetentionCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new RetentionCommand(invocation))
        .addSubcommand(new RetentionPlanCommand(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE,
        "retention needs a subcommand: plan. To drop what it shows: millrace workflow run retention. See: millrace retention --help");
  }
}
