package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.model.declaration.Problem;
import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.InvalidRuleSetException;
import io.millrace.model.fraud.Rule;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace fraud check}. */
@Command(
    name = "check",
    description = {
      "Checks a file of fraud rules and says everything that is wrong with it at once.",
      "Each problem comes with its line and path, the value that stands there, and what may. Ends"
          + " with 2 when something is wrong."
    },
    footer = {"  millrace fraud check", "  millrace fraud check --rules stricter.yaml"})
final class FraudCheckCommand extends HelpedCommand {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "The file of rules; by default conf/fraud-rules.yaml in the checkout.")
  private Path rules;

  FraudCheckCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() {
    Path file = rules == null ? new Checkout(invocation().checkout()).fraudRules() : rules;
    try {
      RuleSet read = RuleSet.load(file);
      console()
          .print(
              "%s: version %s, %s, %s."
                  .formatted(
                      file,
                      read.version(),
                      Words.count(read.rules().size() + read.secondStage().size(), "rule"),
                      "list entries " + Words.count(read.lists().size())));
      for (Rule rule : read.rules()) {
        console()
            .print(
                "  %s: weight %d, severity %s"
                    .formatted(
                        rule.terms().name(),
                        rule.terms().weight(),
                        rule.terms().severity().text()));
      }
      for (SecondStageRule rule : read.secondStage()) {
        console()
            .print(
                "  %s: second stage, outside the score, severity %s"
                    .formatted(rule.name(), rule.severity().text()));
      }
      read.model()
          .ifPresent(
              model ->
                  console()
                      .print(
                          "  %s: weight %d, severity %s; %s, fires from a probability of %s on"
                              .formatted(
                                  FraudModel.NAME,
                                  model.weight(),
                                  model.severity().text(),
                                  Words.count(model.trees().size(), "tree"),
                                  model.threshold())));
      return ExitStatus.OK;
    } catch (InvalidRuleSetException e) {
      e.problems().stream().map(Problem::toString).forEach(console()::print);
      console().say(Words.count(e.problems().size(), "problem") + ".");
      return ExitStatus.USAGE;
    }
  }
}
