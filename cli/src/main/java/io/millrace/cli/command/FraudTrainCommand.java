package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.fraud.TrainingFindings;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.workflow.OutputRun;
import io.millrace.cli.workflow.Span;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.ModelFeature;
import io.millrace.model.fraud.RuleText;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.fraud.TrainingDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace fraud train}. */
@Command(
    name = "train",
    description = {
      "Trains a model beside the rules by labelled payments of the past.",
      "A Spark application on YARN learns from the payments of dw.transactions, calibrates by the"
          + " last fifth of the days, and holds the model against the rules on later days, of which"
          + " nothing was learnt. Prints what it is worth and writes the rules with the model; they"
          + " are in effect when they are promoted. No table is changed."
    },
    footer = {
      "  millrace fraud train --from 2026-07-01 --to 2026-08-31 --evaluate-to 2026-09-30"
          + " --rules-version 2026-10-01 --output with-model.yaml",
      "  millrace fraud backtest --rules with-model.yaml --from 2026-09-01 --to 2026-09-30",
      "  millrace fraud promote --rules with-model.yaml"
    })
final class FraudTrainCommand extends HelpedCommand {

  private static final String WORKFLOW = "train";

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "The rules beside which the model stands; by default conf/fraud-rules.yaml in the"
              + " checkout.")
  private Path rules;

  @Option(
      names = "--rules-version",
      required = true,
      paramLabel = "VERSION",
      description = "The version of the rules with the model.")
  private String version;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "Takes the rules with the model; must not be there yet.")
  private Path output;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DAY",
      description = "The first day to train by, UTC.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DAY",
      description = "The last day to train by.")
  private String to;

  @Option(
      names = "--evaluate-to",
      required = true,
      paramLabel = "DAY",
      description = "The last day to evaluate; the first is the one behind --to.")
  private String evaluateTo;

  @Option(
      names = "--since",
      paramLabel = "DAY",
      defaultValue = "all",
      description =
          "The first day of which payments are looked at; accounts begin without a memory then."
              + " Default: ${DEFAULT-VALUE}.")
  private String since;

  @Option(
      names = "--alerts-a-day",
      paramLabel = "COUNT",
      defaultValue = "best",
      description =
          "How many payments a day the model may alert, by the days of calibration; best, the"
              + " default, for as many as give the best F1.")
  private String alertsADay;

  @Option(
      names = "--without",
      paramLabel = "FEATURES",
      defaultValue = "none",
      description =
          "Features that the model does not look at, separated by commas: those that tell the month"
              + " rather than the fraud. Default: ${DEFAULT-VALUE}.")
  private String without;

  FraudTrainCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    version = version.strip();
    Path file = rules == null ? checkout.fraudRules() : rules;
    requireWritable(RuleText.load(file));
    Span span = Span.of(days());
    WorkflowFolder workflow = WorkflowFolder.require(checkout, WORKFLOW);
    ClusterSettings settings = invocation().running(WorkflowRunCommand.services());
    try (Hdfs hdfs = Hdfs.open(settings)) {
      Map<String, String> set = new LinkedHashMap<>();
      set.put("until", to);
      set.put("alerts_a_day", alertsADay);
      set.put("without", without);
      set.put("version", version);
      set.put("since", since);
      String found =
          new OutputRun(settings, checkout, hdfs, console(), invocation().clock())
              .run(
                  new OutputRun.Request(
                      workflow,
                      span,
                      "models/" + PastPayments.name(invocation().clock().instant()),
                      set,
                      Map.of("rules", file),
                      "begin again: the folder is named by the second"));
      TrainingFindings findings = TrainingFindings.read(hdfs, found);
      findings.lines().forEach(console()::print);
      console().print("");
      console().print("What is known of the model, and the rules with it, are in " + found + ".");
      write(findings.rules(), found);
      console().print("Rules %s with the model are in %s.".formatted(version, output));
    }
    return ExitStatus.OK;
  }

  /** A file that came to be there meanwhile stays as it is. */
  private void write(String text, String found) throws IOException {
    Path aside = folder().resolve(".%s.%s.part".formatted(output.getFileName(), UUID.randomUUID()));
    try {
      Files.writeString(aside, text, StandardOpenOption.CREATE_NEW);
      Files.move(aside, output);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "--output %s cannot be written: %s. The rules are in HDFS: millrace hdfs dfs -get %s/rules.yaml FILE"
              .formatted(output, e, found),
          e);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private Path folder() {
    return output.toAbsolutePath().normalize().getParent();
  }

  /** What would fail in the end is told before anything is run. */
  private void requireWritable(RuleText text) {
    if (Files.exists(output)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--output %s is there already; name another file.".formatted(output));
    }
    if (!Files.isDirectory(folder()) || !Files.isWritable(folder())) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--output is %s; legal: a file in a folder that exists and can be written to."
              .formatted(output));
    }
    if (text.parse().version().equals(version)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--rules-version is %s, which is that of %s; alerts are known by it, so name another."
              .formatted(version, text.file()));
    }
    if (!alertsADay.matches("best|[1-9][0-9]{0,5}")) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--alerts-a-day is '%s'; legal: a whole number from 1 to 999999, or best."
              .formatted(alertsADay));
    }
    requireFeatures();
    try {
      text.with(version, FraudModel.untrained(new FraudModel.Category(0, 0), Map.of()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  private void requireFeatures() {
    for (String key :
        without.equals("none") ? List.<String>of() : List.of(without.split(",", -1))) {
      if (ModelFeature.of(key) == null) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "--without has '%s', which is no feature; legal: %s."
                .formatted(
                    key,
                    Arrays.stream(ModelFeature.values())
                        .map(ModelFeature::key)
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private Days days() {
    LocalDate first = WorkflowScheduleCommand.day("--from", from);
    LocalDate until = WorkflowScheduleCommand.day("--to", to);
    LocalDate last = WorkflowScheduleCommand.day("--evaluate-to", evaluateTo);
    PastPayments.requireLookedAt(since, from);
    try {
      Days days = Days.parse(first + ".." + last);
      TrainingDays.of(days.list(), until);
      return days;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--from, --to and --evaluate-to: %s.".formatted(e.getMessage()), e);
    }
  }
}
