package io.millrace.cli.workflow;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.JobId;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cluster.Tools;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/** The logs of an action: those of its YARN applications or, where it has none, Oozie's own. */
public final class JobLogs {

  private final OozieServer oozie;
  private final Tools tools;
  private final Console console;

  public JobLogs(OozieServer oozie, Tools tools, Console console) {
    this.oozie = oozie;
    this.tools = tools;
    this.console = console;
  }

  /**
   * Prints them. Of a workflow, those of all tries of the named action, else of the one that failed
   * or runs; of a coordinator's action those of its workflow; of all else what Oozie says.
   *
   * @throws CommandFailure if several actions could be meant, or YARN has not got the logs
   */
  public void print(JobId id) throws InterruptedException {
    if (id.kind() == JobId.Kind.WORKFLOW) {
      printWorkflow(id.job(), id.part());
    } else if (id.kind() == JobId.Kind.COORDINATOR && id.part().isPresent()) {
      CoordinatorAction action = oozie.ask(client -> client.getCoordActionInfo(id.toString()));
      if (action.getExternalId() == null || action.getExternalId().isBlank()) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "%s is %s and has no workflow yet. See: millrace workflow status %s"
                .formatted(id, JobList.word(action.getStatus()), id));
      }
      printWorkflow(action.getExternalId(), Optional.empty());
    } else {
      printOozies(id.job());
    }
  }

  private void printWorkflow(String id, Optional<String> name) throws InterruptedException {
    WorkflowJob job = oozie.ask(client -> client.getJobInfo(id));
    WorkflowAction action =
        name.map(named -> WorkflowActions.require(job, named)).orElseGet(() -> meant(job));
    List<String> applications = applications(id, action);
    if (applications.isEmpty()) {
      console.say(
          "Action %s had no application on YARN; this is what Oozie says."
              .formatted(action.getName()));
      printOozies(id);
    }
    List<String> without = new ArrayList<>();
    for (String application : applications) {
      console.say("--- %s of action %s".formatted(application, action.getName()));
      if (tools.yarn(List.of("logs", "-applicationId", application)).run() != 0) {
        without.add(application);
      }
    }
    if (!without.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "YARN has no logs of %s. Those of a running one are on its page; of an ended one they stay for seven days, and come seconds after its end. Again: millrace workflow logs %s@%s"
              .formatted(String.join(", ", without), id, action.getName()));
    }
  }

  /** Those of earlier tries first. */
  private List<String> applications(String id, WorkflowAction action) {
    Set<String> all = new LinkedHashSet<>();
    if (action.getUserRetryCount() > 0) {
      String part = id + "@" + action.getName();
      List<Map<String, String>> tries =
          oozie.ask(client -> client.getWorkflowActionRetriesInfo(part));
      all.addAll(WorkflowActions.earlierApplications(tries));
    }
    all.addAll(WorkflowActions.applications(action));
    return List.copyOf(all);
  }

  /** The action that somebody means who names none: the one that failed, else the one that runs. */
  static WorkflowAction meant(WorkflowJob job) {
    List<WorkflowAction> actions = WorkflowActions.of(job);
    List<WorkflowAction> running =
        actions.stream().filter(a -> a.getStatus() == WorkflowAction.Status.RUNNING).toList();
    Optional<WorkflowAction> culprit = ActionProgress.culprit(job);
    if (culprit.isPresent()) {
      return culprit.get();
    } else if (running.size() == 1) {
      return running.get(0);
    }
    throw new CommandFailure(
        ExitStatus.USAGE,
        actions.isEmpty()
            ? "Workflow %s has begun no action. See: millrace workflow status %s"
                .formatted(job.getId(), job.getId())
            : "Workflow %s is %s; name the action whose logs are meant: %s"
                .formatted(
                    job.getId(),
                    JobList.word(job.getStatus()),
                    actions.stream()
                        .map(a -> job.getId() + "@" + a.getName())
                        .collect(Collectors.joining(", "))));
  }

  private void printOozies(String id) {
    oozie
        .ask(client -> Optional.ofNullable(client.getJobLog(id)))
        .ifPresent(text -> text.lines().forEach(console::print));
  }
}
