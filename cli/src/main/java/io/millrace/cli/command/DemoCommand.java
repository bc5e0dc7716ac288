package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.demo.Demo;
import picocli.CommandLine.Command;

/** {@code millrace demo}. */
@Command(
    name = "demo",
    description = {
      "The whole way once, with the bundled real samples.",
      "Takes 10,000 lines of a web server's log and 7,419 order lines: starts what is not running,"
          + " replays the samples into Kafka, waits until they have landed, runs the daily workflow,"
          + " prints the main figures by beeline, audits, and says where to look. Leaves the cluster"
          + " running. Can be run again: what is curated holds each record once."
    },
    footer = "  millrace demo")
final class DemoCommand extends HelpedCommand {

  DemoCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    boolean balanced =
        new Demo(
                new Checkout(invocation().checkout()),
                invocation().settings(),
                invocation().cluster(),
                console(),
                invocation().clock())
            .run();
    return balanced ? ExitStatus.OK : ExitStatus.UNBALANCED;
  }
}
