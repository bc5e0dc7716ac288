package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace logs}. */
@Command(
    name = "logs",
    description = {
      "Prints the end of a service's log.",
      "The logs of applications on YARN: millrace yarn logs -applicationId ID"
    },
    footer = {
      "  millrace logs namenode",
      "  millrace logs hiveserver2 -n 500",
      "  millrace logs kafka -f"
    })
final class LogsCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "SERVICE",
      description =
          "namenode, datanode, resourcemanager, nodemanager, historyserver, kafka, metastore,"
              + " hiveserver2 or oozie.")
  private String service;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "100",
      description = "How many lines (${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written from now on, until Ctrl-C.")
  private boolean follow;

  LogsCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws IOException, InterruptedException {
    Path log = invocation().cluster(ProgressListener.SILENT).logOf(service);
    if (lines < 0) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--lines is %d, but must be 0 or more.".formatted(lines));
    }
    if (!Files.exists(log)) {
      throw new CommandFailure(
          ExitStatus.NOT_RUNNING,
          "%s has no log yet (%s): it was never started. Start the cluster with: millrace up"
              .formatted(service, log));
    }
    LogFile file = new LogFile(log);
    long end = file.printLast(lines, console().out());
    if (follow) {
      file.follow(end, console().out());
    }
    return ExitStatus.OK;
  }
}
