package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.fraud.Promotion;
import io.millrace.cluster.Service;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RuleText;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace fraud promote}. */
@Command(
    name = "promote",
    description = {
      "Puts a file of fraud rules into effect while payments are evaluated.",
      "It says what changes, and which rules go on with what they remember of accounts. The hosts"
          + " (millrace fraud run, or fraud.host in conf/streaming.yaml) go over to the rules between"
          + " two payments, without a restart, and keep to them when they are started again. To go"
          + " back promote the earlier file again. The workflow fraud stays with"
          + " conf/fraud-rules.yaml."
    },
    footer = {
      "  millrace fraud promote",
      "  millrace fraud promote --rules stricter.yaml --dry-run",
      "  millrace fraud promote --rules stricter.yaml --shadow --wait 2m"
    })
final class FraudPromoteCommand extends HelpedCommand {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "The file of rules; by default conf/fraud-rules.yaml in the checkout.")
  private Path rules;

  @Option(
      names = "--shadow",
      description = "For the host that writes the topics that end with .shadow.")
  private boolean isShadow;

  @Option(names = "--dry-run", description = "Say what would change, and promote nothing.")
  private boolean isDryRun;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How long to look where they are in effect, such as 2m; 0s for not at all. By default 30s.")
  private Duration wait = Duration.ofSeconds(30);

  @Option(
      names = "--brokers",
      paramLabel = "HOST:PORT",
      description = "Kafka's brokers; by default the running cluster's.")
  private String brokers;

  FraudPromoteCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    if (wait.isNegative()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--wait is %s; legal: 0s and more".formatted(wait));
    }
    RuleText text =
        RuleText.load(rules == null ? new Checkout(invocation().checkout()).fraudRules() : rules);
    text.parse();
    Promotion promotion =
        new Promotion(
            brokers == null ? invocation().running(Service.KAFKA).brokers() : brokers,
            isShadow ? FraudOutputs.SHADOW : FraudOutputs.LIVE,
            console(),
            invocation().clock());
    if (isDryRun) {
      promotion.preview(text);
    } else {
      promotion.promote(text, wait);
    }
    return ExitStatus.OK;
  }
}
