package io.millrace.cli.workflow;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Polling;
import io.millrace.cli.Words;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/** Watches one run of a workflow, and tells how each of its actions goes. */
public final class WorkflowWatch {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final ClusterSettings settings;
  private final Console console;
  private final Clock clock;
  private final String id;
  private final Instant begun;
  private final OozieView view;
  private final ActionProgress progress;

  public WorkflowWatch(
      ClusterSettings settings, OozieServer oozie, Console console, Clock clock, String id) {
    this.settings = settings;
    this.console = console;
    this.clock = clock;
    this.id = id;
    this.begun = clock.instant();
    this.view = new OozieView(oozie.client(), id, clock);
    this.progress = new ActionProgress(console, clock);
  }

  /** What it watches. */
  public String id() {
    return id;
  }

  /**
   * Looks once and tells what is new.
   *
   * @return the workflow if it has ended
   * @throws CommandFailure if Oozie has not answered for a minute
   */
  public Optional<WorkflowJob> look() {
    Optional<WorkflowJob> job = view.look();
    job.ifPresent(progress::tell);
    return job.filter(j -> !isActive(j.getStatus()));
  }

  /**
   * Watches until the workflow has succeeded.
   *
   * @throws CommandFailure if it ends otherwise, with the action's error and where its logs are
   */
  void awaitSuccess() throws Exception {
    tell(awaitEnd());
  }

  /**
   * Watches until the workflow has ended.
   *
   * @throws CommandFailure if it still runs after a day, or Oozie has not answered for a minute: it
   *     goes on then
   */
  WorkflowJob awaitEnd() throws Exception {
    Optional<WorkflowJob> ended =
        Interruptible.work(
            console,
            "The workflow goes on: millrace workflow status " + id,
            () -> new Polling(clock, BETWEEN_LOOKS, LONGEST).until(this::look));
    console.endProgress();
    return ended.orElseThrow(
        () ->
            new CommandFailure(
                ExitStatus.FAILED,
                "Workflow %s still runs after a day. Look at: millrace workflow status %s"
                    .formatted(id, id)));
  }

  /**
   * Tells how long a workflow took that has ended well.
   *
   * @throws CommandFailure as {@link #requireSucceeded}
   */
  void tell(WorkflowJob ended) {
    requireSucceeded(ended);
    console.say(
        "Workflow %s succeeded in %s"
            .formatted(id, Words.of(Duration.between(begun, clock.instant()))));
  }

  /**
   * Refuses a workflow that has ended otherwise than well.
   *
   * @throws CommandFailure with the action's error, where its logs are, and the next step
   */
  public void requireSucceeded(WorkflowJob job) {
    if (job.getStatus() != WorkflowJob.Status.SUCCEEDED) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "Workflow %s ended as %s. %s"
              .formatted(id, job.getStatus().name().toLowerCase(Locale.ROOT), failure(job)));
    }
  }

  static boolean isActive(WorkflowJob.Status status) {
    return switch (status) {
      case PREP, RUNNING, SUSPENDED -> true;
      case SUCCEEDED, KILLED, FAILED -> false;
    };
  }

  private String failure(WorkflowJob job) {
    Optional<WorkflowAction> culprit = ActionProgress.culprit(job);
    if (culprit.isEmpty()) {
      return ActionProgress.killMessage(job)
          .orElse("Look at: millrace workflow status " + job.getId());
    }
    return ActionProgress.failure(job, culprit.get())
        + ActionProgress.applicationOf(culprit.get().getExternalChildIDs())
            .map(this::lastWords)
            .orElse("")
        + " "
        + Remedy.of(job);
  }

  /** What the application itself said, which Oozie does not pass on. */
  private String lastWords(String application) {
    try (Applications applications = Applications.open(settings)) {
      return " It said: "
          + Applications.diagnostics(applications.report(ApplicationId.fromString(application)))
          + ".";
    } catch (IOException | IllegalArgumentException e) {
      return "";
    }
  }
}
