package io.millrace.cli.command;

import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has: a help, and what it gets from outside. */
@Command(
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nArguments:%n",
    footerHeading = "%nExamples:%n",
    sortOptions = false)
abstract class HelpedCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli sets and reads it
  private boolean help;

  private final Invocation invocation;

  HelpedCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  final Invocation invocation() {
    return invocation;
  }

  final Console console() {
    return invocation.console();
  }

  /** Does it, and says how it went. */
  abstract ExitStatus execute() throws Exception;

  @Override
  public final Integer call() throws Exception {
    return execute().code();
  }
}
