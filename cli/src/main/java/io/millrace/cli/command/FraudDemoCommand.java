package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.fraud.FraudDemo;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleSet;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace fraud demo}. */
@Command(
    name = "demo",
    description = {
      "Generates payments, looks for fraud in them, and says what it found, on files alone.",
      "The generator labels its fraud, so precision and recall are told: all together, and of each"
          + " rule. Rules are those of conf/fraud-rules.yaml."
    },
    footer = {"  millrace fraud demo", "  millrace fraud demo --payments 1000000 --seed 7"})
final class FraudDemoCommand extends HelpedCommand {

  @Option(
      names = "--payments",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many payments, of 30 days where they are many (${DEFAULT-VALUE}).")
  private int payments;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Decides all that is random (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--into",
      paramLabel = "FOLDER",
      description = "Where files go; by default fraud-demo in MILLRACE_HOME.")
  private Path folder;

  FraudDemoCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    if (payments < 1) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--payments is " + payments + "; legal: 1 or more.");
    }
    Checkout checkout = new Checkout(invocation().checkout());
    Feed feed = FeedCatalog.load(checkout.feeds()).require(PaymentFields.FEED);
    Path home = invocation().settings().home();
    return new FraudDemo(
            RuleSet.load(checkout.fraudRules()),
            feed,
            PersonalSalt.of(feed, home),
            console(),
            invocation().clock())
        .run(folder == null ? home.resolve("fraud-demo") : folder, payments, seed);
  }
}
