package io.millrace.cli.workflow;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.JobConf;
import io.millrace.cli.oozie.JobId;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cluster.ClusterSettings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.WorkflowJob;

/** Runs jobs again and ends them. */
public final class JobControl {

  private static final String ACTION = "action";

  /** Which of a coordinator's actions have come to an end that they can be run again from. */
  private static final Set<CoordinatorAction.Status> AGAIN =
      Set.of(
          CoordinatorAction.Status.TIMEDOUT,
          CoordinatorAction.Status.FAILED,
          CoordinatorAction.Status.KILLED,
          CoordinatorAction.Status.SKIPPED);

  /** What of a workflow is run again. */
  public enum Nodes {
    /** Those that failed, and what comes behind them. */
    FAILED,
    /** All. */
    ALL
  }

  private final ClusterSettings settings;
  private final OozieServer oozie;
  private final Console console;
  private final Clock clock;

  public JobControl(ClusterSettings settings, OozieServer oozie, Console console, Clock clock) {
    this.settings = settings;
    this.oozie = oozie;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Runs an ended workflow again, as it was submitted, and returns when it has succeeded. A
   * coordinator's action without a workflow waits for its data again instead.
   *
   * @throws CommandFailure if it has not ended, has nothing that failed, or fails again
   */
  public void rerun(JobId id, Nodes nodes) throws Exception {
    switch (id.kind()) {
      case WORKFLOW -> rerunWorkflow(id.job(), nodes);
      case COORDINATOR -> rerunAction(id, nodes);
      case BUNDLE ->
          throw new CommandFailure(
              ExitStatus.USAGE,
              "%s is a bundle; rerun takes a workflow or an action of a coordinator. See: millrace workflow status %s"
                  .formatted(id, id));
    }
  }

  /**
   * Ends a job and all that it has begun.
   *
   * @throws CommandFailure if it has ended
   */
  public void kill(JobId id) {
    String status = status(id);
    if (Set.of("SUCCEEDED", "KILLED", "FAILED", "DONEWITHERROR", "TIMEDOUT").contains(status)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "%s has ended already: %s.".formatted(id, status.toLowerCase(java.util.Locale.ROOT)));
    }
    if (id.kind() == JobId.Kind.COORDINATOR && id.part().isPresent()) {
      oozie.ask(client -> client.kill(id.job(), ACTION, id.part().get()));
    } else {
      requireWhole(id);
      oozie.order(client -> client.kill(id.job()));
    }
    console.say(
        "Killed %s, which was %s.".formatted(id, status.toLowerCase(java.util.Locale.ROOT)));
  }

  private void rerunWorkflow(String id, Nodes nodes) throws Exception {
    WorkflowJob job = oozie.ask(client -> client.getJobInfo(id));
    Properties properties = again(job, nodes);
    oozie.order(client -> client.reRun(id, properties));
    console.say(
        "Workflow %s runs again: %s"
            .formatted(
                id, nodes == Nodes.ALL ? "all of it" : "what failed, and what comes behind"));
    new WorkflowWatch(settings, oozie, console, clock, id).awaitSuccess();
  }

  private void rerunAction(JobId id, Nodes nodes) throws Exception {
    String number =
        id.part()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitStatus.USAGE,
                        "%s is a coordinator; name one of its actions: %s@3. See: millrace workflow status %s"
                            .formatted(id, id, id)));
    CoordinatorAction action = oozie.ask(client -> client.getCoordActionInfo(id.toString()));
    String workflow = action.getExternalId();
    if (workflow != null && !workflow.isBlank()) {
      rerunWorkflow(workflow, nodes);
    } else if (AGAIN.contains(action.getStatus())) {
      oozie.ask(client -> client.reRunCoord(id.job(), ACTION, number, false, true));
      console.say("%s waits for its data again: millrace workflow status %s".formatted(id, id));
    } else {
      throw new CommandFailure(
          ExitStatus.BUSY,
          "%s has not ended: it is %s. See: millrace workflow status %s"
              .formatted(id, JobList.word(action.getStatus()), id));
    }
  }

  /**
   * What an ended workflow is run again with.
   *
   * @throws CommandFailure if there is nothing to run again
   */
  static Properties again(WorkflowJob job, Nodes nodes) {
    if (WorkflowWatch.isActive(job.getStatus())) {
      throw new CommandFailure(
          ExitStatus.BUSY,
          "Workflow %s is %s. End it first (millrace workflow kill %s), or wait: millrace workflow status %s"
              .formatted(job.getId(), JobList.word(job.getStatus()), job.getId(), job.getId()));
    } else if (nodes == Nodes.FAILED && job.getStatus() == WorkflowJob.Status.SUCCEEDED) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "Workflow %s has succeeded: nothing in it failed. Run all of it again with: millrace workflow rerun %s --all"
              .formatted(job.getId(), job.getId()));
    }
    Map<String, String> submitted = JobConf.read(job.getConf());
    Properties properties = new Properties();
    submitted.forEach(properties::setProperty);
    properties.remove(OozieClient.RERUN_SKIP_NODES);
    // Those of what submitted it, which Oozie takes for a second thing to run.
    properties.remove(OozieClient.COORDINATOR_APP_PATH);
    properties.remove(OozieClient.BUNDLE_APP_PATH);
    properties.setProperty(OozieClient.RERUN_FAIL_NODES, Boolean.toString(nodes == Nodes.FAILED));
    if (nodes == Nodes.ALL) {
      // What is written anew must not meet what the run before has published under its name.
      properties.setProperty("attempt", Integer.toString(job.getRun() + 1));
      properties.setProperty("up_to_date", "replace");
    }
    return properties;
  }

  private String status(JobId id) {
    return switch (id.kind()) {
      case WORKFLOW -> oozie.ask(client -> client.getJobInfo(id.job())).getStatus().name();
      case COORDINATOR ->
          id.part().isPresent()
              ? oozie.ask(client -> client.getCoordActionInfo(id.toString())).getStatus().name()
              : oozie
                  .ask(client -> client.getCoordJobInfo(id.job(), null, 1, 1))
                  .getStatus()
                  .name();
      case BUNDLE -> oozie.ask(client -> client.getBundleJobInfo(id.job())).getStatus().name();
    };
  }

  private static void requireWhole(JobId id) {
    Optional<String> part = id.part();
    if (part.isPresent()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "An action of a workflow cannot be killed alone; kill all of it with: millrace workflow kill %s"
              .formatted(id.job()));
    }
  }
}
