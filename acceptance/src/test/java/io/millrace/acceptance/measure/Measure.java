package io.millrace.acceptance.measure;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code acceptance/measure}. */
@Command(
    name = "measure",
    description = {
      "Measures landing, the batch and the streaming host of fraud rules on a real cluster, with"
          + " default settings.",
      "Ends with 0 when what must hold holds, 1 when it does not, 2 after wrong arguments."
    },
    subcommands = {Batch.class, Fraud.class, Live.class, Marts.class, Soak.class, Visible.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class Measure {

  private Measure() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Measure()).execute(args));
  }
}
