package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code millrace stream}. */
@Command(
    name = "stream",
    description = {
      "Starts, stops and shows the streaming application.",
      "It lands every declared feed, Kafka to HDFS, exactly once for Hive's readers, and keeps the"
          + " live views. Its settings stand in conf/streaming.yaml."
    },
    footer = {
      "  millrace stream start",
      "  millrace stream status --json",
      "  millrace stream watch",
      "  millrace stream stop"
    })
final class StreamCommand extends HelpedCommand {

  private StreamCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new StreamCommand(invocation))
        .addSubcommand(new StreamStartCommand(invocation))
        .addSubcommand(new StreamStopCommand(invocation))
        .addSubcommand(new StreamRestartCommand(invocation))
        .addSubcommand(new StreamStatusCommand(invocation))
        .addSubcommand(new StreamWatchCommand(invocation))
        .addSubcommand(new StreamGuardCommand(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE,
        "stream needs a subcommand: start, stop, restart, status, watch or guard. See: millrace"
            + " stream --help");
  }
}
