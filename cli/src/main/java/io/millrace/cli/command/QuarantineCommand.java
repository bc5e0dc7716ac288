package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code millrace quarantine}. */
@Command(
    name = "quarantine",
    description = {
      "Looks at the records that landing refused, and sends them again once they can be accepted.",
      "They lie in raw.quarantine with their original bytes, and stay there."
    },
    footer = {
      "  millrace quarantine list",
      "  millrace quarantine show --feed orders --reason RULE --limit 5",
      "  millrace quarantine replay --feed orders --rule known_country --wait"
    })
final class QuarantineCommand extends HelpedCommand {

  private QuarantineCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new QuarantineCommand(invocation))
        .addSubcommand(new QuarantineListCommand(invocation))
        .addSubcommand(new QuarantineShowCommand(invocation))
        .addSubcommand(new QuarantineReplayCommand(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE,
        "quarantine needs a subcommand: list, show or replay. See: millrace quarantine --help");
  }
}
