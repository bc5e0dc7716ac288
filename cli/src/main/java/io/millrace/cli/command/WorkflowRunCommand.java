package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.fraud.BatchRules;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.workflow.Span;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cli.workflow.WorkflowRun;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.fraud.RuleText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace workflow run}. */
@Command(
    name = "run",
    description = {
      "Runs a workflow for days or hours and waits for its end.",
      "Deploys it from oozie/workflows first. All days and hours go into one run. What was computed"
          + " before is computed again and replaced."
    },
    footer = {
      "  millrace workflow run daily --days 2015-05-17..2015-05-20",
      "  millrace workflow run daily --days 2010-12-01,2010-12-03 --set session_gap=PT2H",
      "  millrace workflow run hourly --hours 2015-05-17T10..2015-05-17T12 --set feeds=activity"
    })
final class WorkflowRunCommand extends HelpedCommand {

  @Parameters(paramLabel = "NAME", description = "The workflow, such as daily.")
  private String name;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "Days and ranges of days, UTC: 2010-12-01..2010-12-03,2015-05-17.")
  private String days;

  @Option(
      names = "--hours",
      paramLabel = "HOURS",
      description = "Hours and ranges of hours, UTC: 2015-05-17T10,2015-05-17T12..2015-05-18T01.")
  private String hours;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a property of the workflow; can be given again.")
  private Map<String, String> set = new LinkedHashMap<>();

  WorkflowRunCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    WorkflowFolder workflow = WorkflowFolder.require(checkout, name);
    Span span = Span.parse(Optional.ofNullable(days), Optional.ofNullable(hours));
    span.requireFor(workflow);
    ClusterSettings settings = invocation().running(services());
    if (name.equals(BatchRules.WORKFLOW)) {
      compareRules(invocation());
    }
    try (Hdfs hdfs = Hdfs.open(settings)) {
      new WorkflowRun(settings, checkout, hdfs, console(), invocation().clock())
          .run(workflow, span, set);
    }
    return ExitStatus.OK;
  }

  /** Says, where Kafka runs, by which other rules payments are evaluated while they come. */
  static void compareRules(Invocation invocation) {
    RuleText batch = RuleText.load(new Checkout(invocation.checkout()).fraudRules());
    invocation
        .ifRunning(Service.KAFKA)
        .ifPresent(
            cluster -> new BatchRules(cluster.brokers(), invocation.console()).compare(batch));
  }

  /** What a workflow needs. */
  static Service[] services() {
    return new Service[] {
      Service.NAMENODE,
      Service.DATANODE,
      Service.RESOURCEMANAGER,
      Service.NODEMANAGER,
      Service.METASTORE,
      Service.HIVESERVER2,
      Service.OOZIE
    };
  }
}
