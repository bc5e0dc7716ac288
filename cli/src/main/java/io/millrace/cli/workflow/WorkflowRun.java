package io.millrace.cli.workflow;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.tables.HiveTables;
import io.millrace.cluster.ClusterSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;

/** Deploys a workflow and runs it on Oozie. */
public final class WorkflowRun {

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final OozieServer oozie;
  private final Console console;
  private final Clock clock;

  public WorkflowRun(
      ClusterSettings settings, Checkout checkout, Hdfs hdfs, Console console, Clock clock) {
    this(settings, checkout, hdfs, OozieServer.of(settings), console, clock);
  }

  WorkflowRun(
      ClusterSettings settings,
      Checkout checkout,
      Hdfs hdfs,
      OozieServer oozie,
      Console console,
      Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.oozie = oozie;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Runs a workflow and returns when it has succeeded.
   *
   * @param set properties to set besides, by name
   * @throws CommandFailure if the workflow does not know a property, Oozie refuses it, or it fails;
   *     then with the action's error and where its logs are
   */
  public void run(WorkflowFolder workflow, Span span, Map<String, String> set) throws Exception {
    span.requireFor(workflow);
    workflow.requireKnown(set);
    deploy(workflow);
    String id = submit(workflow, span, set);
    start(id, workflow, span);
    watch(id).awaitSuccess();
  }

  /**
   * Puts a workflow where Oozie reads it, and those that it runs.
   *
   * @throws CommandFailure if it writes marts that an earlier version made otherwise; it is not put
   *     there then
   */
  public void deploy(WorkflowFolder workflow) throws IOException {
    for (String part : workflow.parts()) {
      deploy(WorkflowFolder.require(checkout, part));
    }
    if (workflow.writesMarts()) {
      new HiveTables(settings, checkout).requireMarts();
    }
    console.progress("deploying workflow " + workflow.name());
    workflow.deploy(checkout, hdfs);
    console.endProgress();
  }

  /**
   * Makes a run of a deployed workflow, which begins when it is started.
   *
   * @return its id
   */
  public String submit(WorkflowFolder workflow, Span span, Map<String, String> set)
      throws IOException {
    Properties properties = workflow.properties(settings, hdfs, set);
    span.properties().forEach(properties::setProperty);
    return oozie.ask(client -> client.submit(properties));
  }

  /** Starts a run that was made, and says so. */
  void start(String id, WorkflowFolder workflow, Span span) {
    oozie.order(client -> client.start(id));
    console.say("Workflow %s for %s: %s".formatted(workflow.name(), span, id));
  }

  /** Watches a run, whoever has submitted it. */
  public WorkflowWatch watch(String id) {
    return new WorkflowWatch(settings, oozie, console, clock, id);
  }
}
