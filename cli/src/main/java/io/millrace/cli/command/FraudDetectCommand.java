package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.fraud.AlertPrinter;
import io.millrace.cli.fraud.Detection;
import io.millrace.cli.fraud.DetectionRequest;
import io.millrace.cli.fraud.DetectionSummary;
import io.millrace.cli.fraud.RowForm;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.SourceFiles;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace fraud detect}. */
@Command(
    name = "detect",
    description = {
      "Looks for fraud in files of payments, and writes alerts and scores; no cluster is needed.",
      "Payments are evaluated in the order of lines. NDJSON, a JSON array, or CSV by a mapping that"
          + " the feed transactions declares, plain or gzip. A line that is no payment is told with"
          + " its number and reason and counted; the others are evaluated all the same, and the"
          + " command ends with 8. Files appear when all is evaluated, in place of what was there."
          + " Alerts of merchant_burst stand behind the others, by event time; no_browsing is not"
          + " evaluated over files."
    },
    footer = {
      "  millrace fraud detect --input payments.ndjson --output alerts.json",
      "  millrace fraud detect --input card.csv.gz --source sparkov --output alerts.ndjson \\",
      "      --scores scores.ndjson",
      "  millrace generate transactions --count 10000 --output - | \\",
      "      millrace fraud detect --input - --console"
    })
final class FraudDetectCommand extends HelpedCommand {

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files, folders (the files in them, by name) or - for standard input; plain or gzip.")
  private List<String> input;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "The mapping, for files that are not JSON in the feed's own format, such as"
              + " generated-transactions or sparkov.")
  private String source;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where alerts go, - for standard output.")
  private Path output;

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description = "Where the score of every payment goes, - for standard output.")
  private Path scores;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description =
          "array (one JSON array) or ndjson (JSON lines); by default an array in what ends with"
              + " .json, else lines.")
  private String format;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "The file of rules; by default conf/fraud-rules.yaml in the checkout.")
  private Path rules;

  @Option(names = "--console", description = "Show each alert on standard output, a line each.")
  private boolean toConsole;

  FraudDetectCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    requireOneStandardOutput();
    Checkout checkout = new Checkout(invocation().checkout());
    RuleSet declared = RuleSet.load(rules == null ? checkout.fraudRules() : rules);
    Feed feed = FeedCatalog.load(checkout.feeds()).require(PaymentFields.FEED);
    Path home = invocation().settings().home();
    DetectionRequest request =
        new DetectionRequest(
            declared,
            feed,
            Optional.ofNullable(source),
            PersonalSalt.of(feed, home),
            Geography.of(checkout.geography(), List.of(feed)),
            Optional.ofNullable(output),
            Optional.ofNullable(scores),
            form(),
            home);
    try (SourceFiles files = SourceFiles.of(input)) {
      DetectionSummary summary =
          new Detection(request, console(), invocation().clock())
              .run(
                  files.open(System.in, home.resolve("standard-input")),
                  toConsole ? new AlertPrinter(console()::print) : AlertPrinter.silent(),
                  new CheckedOutput(console().out()));
      // standard output may be what alerts go to
      summary.lines().forEach(console()::say);
      return summary.status();
    }
  }

  private Optional<RowForm> form() {
    Optional<RowForm> form = Optional.ofNullable(format).flatMap(RowForm::named);
    if (format != null && form.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--format is " + format + "; legal: array, ndjson.");
    }
    return form;
  }

  private void requireOneStandardOutput() {
    int taken = toConsole ? 1 : 0;
    taken += DetectionRequest.STANDARD_OUTPUT.equals(output) ? 1 : 0;
    taken += DetectionRequest.STANDARD_OUTPUT.equals(scores) ? 1 : 0;
    if (taken > 1) {
      throw new CommandFailure(
          ExitStatus.USAGE, "Only one of --output -, --scores - and --console can be given.");
    }
    if (output == null && scores == null && !toConsole) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "Nothing says where alerts go: give --output FILE, --scores FILE or --console.");
    }
    if (output != null && output.equals(scores)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--scores is " + scores + "; legal: another file than --output's.");
    }
  }
}
