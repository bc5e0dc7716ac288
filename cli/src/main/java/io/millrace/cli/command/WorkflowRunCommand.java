package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cli.workflow.WorkflowRun;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.warehouse.Days;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace workflow run}. */
@Command(
    name = "run",
    description = {
      "Runs a workflow for days and waits for its end.",
      "Deploys it from oozie/workflows first. All days go into one run. A day that was computed"
          + " before is computed again and replaced."
    },
    footer = {
      "  millrace workflow run daily --days 2015-05-17..2015-05-20",
      "  millrace workflow run daily --days 2010-12-01,2010-12-03 --set session_gap=PT2H"
    })
final class WorkflowRunCommand extends HelpedCommand {

  @Parameters(paramLabel = "NAME", description = "The workflow, such as daily.")
  private String name;

  @Option(
      names = "--days",
      required = true,
      paramLabel = "DAYS",
      description = "Days and ranges of days, UTC: 2010-12-01..2010-12-03,2015-05-17.")
  private String days;

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
    Days parsed = parse(days);
    ClusterSettings settings = invocation().running(services());
    try (Hdfs hdfs = Hdfs.open(settings)) {
      new WorkflowRun(settings, checkout, hdfs, console(), invocation().clock())
          .run(workflow, parsed, set);
    }
    return ExitStatus.OK;
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

  private static Days parse(String text) {
    try {
      return Days.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--days %s: %s.".formatted(text, e.getMessage()), e);
    }
  }
}
