package io.millrace.cli.backfill;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.workflow.Span;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cli.workflow.WorkflowRun;
import io.millrace.cli.workflow.WorkflowWatch;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.oozie.client.WorkflowJob;

/** The runs of a deployed workflow on Oozie. */
final class OozieRuns implements Runs {

  private final WorkflowRun runs;
  private final OozieServer oozie;
  private final WorkflowFolder workflow;
  private final Map<String, String> set;
  private final Map<String, WorkflowWatch> watches = new HashMap<>();
  private final Map<String, WorkflowJob> ended = new HashMap<>();

  /**
   * @param set properties of the workflow, by name
   */
  OozieRuns(WorkflowRun runs, OozieServer oozie, WorkflowFolder workflow, Map<String, String> set) {
    this.runs = runs;
    this.oozie = oozie;
    this.workflow = workflow;
    this.set = Map.copyOf(set);
  }

  @Override
  public String submit(Days days) throws IOException {
    return runs.submit(workflow, Span.of(days), set);
  }

  @Override
  public void start(String id) {
    oozie.order(client -> client.start(id));
  }

  @Override
  public void discard(String id) {
    oozie.order(client -> client.kill(id));
  }

  @Override
  public State look(String id) {
    if (!watches.containsKey(id)) {
      WorkflowJob.Status status;
      try {
        status = oozie.workflow(id).getStatus();
      } catch (CommandFailure e) {
        if (e.status() == ExitStatus.USAGE) {
          return State.UNKNOWN;
        }
        throw e;
      }
      if (status == WorkflowJob.Status.PREP) {
        return State.READY;
      }
      watches.put(id, runs.watch(id));
    }
    Optional<WorkflowJob> job = watches.get(id).look();
    job.ifPresent(j -> ended.put(id, j));
    return job.map(
            j -> j.getStatus() == WorkflowJob.Status.SUCCEEDED ? State.SUCCEEDED : State.FAILED)
        .orElse(State.RUNNING);
  }

  @Override
  public String failure(String id) {
    if (!ended.containsKey(id)) {
      return "Oozie does not know workflow %s any more.".formatted(id);
    }
    try {
      watches.get(id).requireSucceeded(ended.get(id));
      throw new IllegalStateException(id + " has succeeded");
    } catch (CommandFailure e) {
      return e.getMessage();
    }
  }
}
