package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.fraud.BacktestFindings;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.workflow.OutputRun;
import io.millrace.cli.workflow.Span;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace fraud backtest}. */
@Command(
    name = "backtest",
    description = {
      "Says what other rules would have made of payments of the past, before they go live.",
      "A Spark application on YARN evaluates the payments of dw.transactions by both sets of rules,"
          + " each payment against what came before it. Prints what both are worth, each rule and"
          + " each day; every payment with other alerts than before is in differences.csv in HDFS."
          + " No table is changed."
    },
    footer = {
      "  millrace fraud backtest --rules stricter.yaml --from 2026-07-01 --to 2026-09-30",
      "  millrace fraud backtest --rules b.yaml --against a.yaml --from 2026-09-30 --to 2026-09-30",
      "  millrace hdfs dfs -cat /millrace/reports/backtests/NAME/differences.csv"
    })
final class FraudBacktestCommand extends HelpedCommand {

  private static final String WORKFLOW = "backtest";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "The file of rules to try.")
  private Path rules;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "The rules that they are held against; by default conf/fraud-rules.yaml in the checkout.")
  private Path against;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DAY",
      description = "The first day, UTC.")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last day, UTC.")
  private String to;

  @Option(
      names = "--since",
      paramLabel = "DAY",
      defaultValue = "all",
      description =
          "The first day of which payments are looked at; accounts begin without a memory then."
              + " Default: ${DEFAULT-VALUE}.")
  private String since;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Letters, digits, _ and -: the folder of what is found; by default the time, such as"
              + " 20260131T120000Z. What one of that name found before is replaced; while one of"
              + " that name runs, this one ends with 5.")
  private String name;

  FraudBacktestCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    Path oldRules = against == null ? checkout.fraudRules() : against;
    RuleSet old = RuleSet.load(oldRules);
    RuleSet next = RuleSet.load(rules);
    requireDistinct(oldRules, old, next);
    Span span = Span.of(days());
    PastPayments.requireLookedAt(since, from);
    String folderName = name == null ? PastPayments.name(invocation().clock().instant()) : name;
    if (!NAME.matcher(folderName).matches()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--name is '%s'; legal: 1 to 100 letters, digits, _ and -.".formatted(folderName));
    }
    WorkflowFolder workflow = WorkflowFolder.require(checkout, WORKFLOW);
    ClusterSettings settings = invocation().running(WorkflowRunCommand.services());
    try (Hdfs hdfs = Hdfs.open(settings)) {
      String output =
          new OutputRun(settings, checkout, hdfs, console(), invocation().clock())
              .run(
                  new OutputRun.Request(
                      workflow,
                      span,
                      "backtests/" + folderName,
                      Map.of("since", since),
                      Map.of("old_rules", oldRules, "new_rules", rules),
                      "give another --name"));
      BacktestFindings.read(hdfs, output, secondStage(old, next)).lines().forEach(console()::print);
    }
    return ExitStatus.OK;
  }

  private static Set<String> secondStage(RuleSet old, RuleSet next) {
    return Stream.of(old, next)
        .flatMap(set -> set.secondStage().stream())
        .map(SecondStageRule::name)
        .collect(Collectors.toSet());
  }

  /** Alerts are known by the version of their rules, so two sets of rules cannot share one. */
  private void requireDistinct(Path oldFile, RuleSet old, RuleSet next) throws IOException {
    if (old.version().equals(next.version())
        && !Files.readString(oldFile).equals(Files.readString(rules))) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "%s and %s are different rules of the same version, %s. Give %s a version of its own."
              .formatted(oldFile, rules, old.version(), rules));
    }
  }

  private Days days() {
    LocalDate first = WorkflowScheduleCommand.day("--from", from);
    LocalDate last = WorkflowScheduleCommand.day("--to", to);
    try {
      return Days.parse(first + ".." + last);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--from and --to: %s.".formatted(e.getMessage()), e);
    }
  }
}
