package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code millrace fraud}. */
@Command(
    name = "fraud",
    description = {
      "Looks for fraud in payments by the rules of conf/fraud-rules.yaml.",
      "In files, which needs no cluster, in topic transactions while payments come, or in the"
          + " warehouse (millrace workflow run fraud). docs/fraud.md explains rules, scores and"
          + " alerts."
    },
    footer = {
      "  millrace fraud demo",
      "  millrace fraud check",
      "  millrace fraud detect --input payments.ndjson --output alerts.json",
      "  millrace fraud run --console",
      "  millrace fraud promote --rules stricter.yaml",
      "  millrace fraud backtest --rules stricter.yaml --from 2026-07-01 --to 2026-09-30",
      "  millrace fraud train --from 2026-07-01 --to 2026-08-31 --evaluate-to 2026-09-30"
          + " --rules-version 2026-10-01 --output with-model.yaml"
    })
final class FraudCommand extends HelpedCommand {

  private FraudCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new FraudCommand(invocation))
        .addSubcommand(new FraudDetectCommand(invocation))
        .addSubcommand(new FraudRunCommand(invocation))
        .addSubcommand(new FraudPromoteCommand(invocation))
        .addSubcommand(new FraudBacktestCommand(invocation))
        .addSubcommand(new FraudTrainCommand(invocation))
        .addSubcommand(new FraudCheckCommand(invocation))
        .addSubcommand(new FraudDemoCommand(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE,
        "fraud needs a subcommand: detect, run, promote, backtest, train, check or demo. See:"
            + " millrace fraud --help");
  }
}
