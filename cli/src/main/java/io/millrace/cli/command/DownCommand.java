package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code millrace down}. */
@Command(
    name = "down",
    description = {
      "Stops the cluster.",
      "Dependants first; what is stored stays. A running streaming application ends with YARN: end it"
          + " after the batch under way by stream stop before."
    },
    footer = {"  millrace down", "  millrace stream stop && millrace down"})
final class DownCommand extends HelpedCommand {

  DownCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() {
    List<String> stopped = invocation().cluster().down();
    console().endProgress();
    console()
        .say(
            stopped.isEmpty()
                ? "Nothing was running in " + invocation().settings().home() + "."
                : "Stopped: " + String.join(", ", stopped) + ".");
    return ExitStatus.OK;
  }
}
