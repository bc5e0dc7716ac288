package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code millrace feed}. */
@Command(
    name = "feed",
    description = {
      "Declares feeds and brings the cluster to what is declared.",
      "A feed is two files in conf/feeds: NAME.yaml, the declaration, and NAME.avsc, the Avro schema"
          + " of its records. The way: add, edit the two files, check, apply."
    },
    footer = {
      "  millrace feed list",
      "  millrace feed add visits --from visits.csv",
      "  millrace feed check visits",
      "  millrace feed apply visits --dry-run",
      "  millrace feed apply visits",
      "  millrace feed show visits"
    })
final class FeedCommand extends HelpedCommand {

  private FeedCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new FeedCommand(invocation))
        .addSubcommand(new FeedListCommand(invocation))
        .addSubcommand(new FeedShowCommand(invocation))
        .addSubcommand(new FeedCheckCommand(invocation))
        .addSubcommand(new FeedAddCommand(invocation))
        .addSubcommand(new FeedApplyCommand(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE,
        "feed needs a subcommand: list, show, check, add or apply. See: millrace feed --help");
  }
}
