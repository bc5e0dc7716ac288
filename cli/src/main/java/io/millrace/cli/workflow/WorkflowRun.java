package io.millrace.cli.workflow;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Polling;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/** Deploys a workflow, runs it on Oozie and tells how each of its actions goes. */
public final class WorkflowRun {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final Console console;
  private final Clock clock;

  public WorkflowRun(
      ClusterSettings settings, Checkout checkout, Hdfs hdfs, Console console, Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Runs a workflow for days and returns when it has succeeded.
   *
   * @param set properties to set besides, by name
   * @throws CommandFailure if the workflow does not know a property, Oozie refuses it, or it fails;
   *     then with the action's error and where its logs are
   */
  public void run(WorkflowFolder workflow, Days days, Map<String, String> set) throws Exception {
    Instant started = clock.instant();
    Properties properties = properties(workflow, days, set);
    OozieClient oozie = new OozieClient(settings.oozieUrl());
    String id = submit(oozie, workflow, properties);
    console.say("Workflow %s for %s: %s".formatted(workflow.name(), days, id));
    WorkflowJob ended =
        Interruptible.work(
            console,
            "The workflow goes on: millrace oozie job -info " + id,
            () -> follow(oozie, id));
    Duration took = Duration.between(started, clock.instant());
    if (ended.getStatus() != WorkflowJob.Status.SUCCEEDED) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "Workflow %s ended as %s after %s. %s"
              .formatted(
                  id,
                  ended.getStatus().name().toLowerCase(java.util.Locale.ROOT),
                  Words.of(took),
                  failure(ended)));
    }
    console.say("Workflow %s succeeded in %s".formatted(id, Words.of(took)));
  }

  private String submit(OozieClient oozie, WorkflowFolder workflow, Properties properties)
      throws IOException {
    console.progress("deploying workflow " + workflow.name());
    properties.setProperty(OozieClient.APP_PATH, workflow.deploy(checkout, hdfs));
    console.endProgress();
    try {
      return oozie.run(properties);
    } catch (OozieClientException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "Oozie at %s refused workflow %s: %s. More in: millrace logs oozie"
              .formatted(settings.oozieUrl(), workflow.name(), e.getMessage()),
          e);
    }
  }

  private WorkflowJob follow(OozieClient oozie, String id) throws Exception {
    ActionProgress progress = new ActionProgress(console, clock);
    OozieView view = new OozieView(oozie, id, clock);
    Optional<WorkflowJob> ended =
        new Polling(clock, BETWEEN_LOOKS, LONGEST)
            .until(
                () -> {
                  Optional<WorkflowJob> job = view.look();
                  job.ifPresent(progress::tell);
                  return job.filter(j -> !isActive(j));
                });
    console.endProgress();
    return ended.orElseThrow(
        () ->
            new CommandFailure(
                ExitStatus.FAILED,
                "Workflow %s still runs after a day. Look at: millrace oozie job -info %s"
                    .formatted(id, id)));
  }

  private String failure(WorkflowJob job) {
    Optional<WorkflowAction> culprit = ActionProgress.culprit(job);
    if (culprit.isEmpty()) {
      return ActionProgress.killMessage(job)
          .orElse("Look at: millrace oozie job -info " + job.getId());
    }
    return ActionProgress.failure(job, culprit.get())
        + ActionProgress.applicationOf(culprit.get().getExternalChildIDs())
            .map(this::lastWords)
            .orElse("");
  }

  /** What the application itself said, which Oozie does not pass on. */
  private String lastWords(String application) {
    try (Applications applications = Applications.open(settings)) {
      return " It said: "
          + Applications.diagnostics(applications.report(ApplicationId.fromString(application)));
    } catch (IOException | IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isActive(WorkflowJob job) {
    return switch (job.getStatus()) {
      case PREP, RUNNING, SUSPENDED -> true;
      case SUCCEEDED, KILLED, FAILED -> false;
    };
  }

  private Properties properties(WorkflowFolder workflow, Days days, Map<String, String> set)
      throws IOException {
    SortedSet<String> known = workflow.parameters();
    for (String name : set.keySet()) {
      if (!known.isEmpty() && !known.contains(name)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "Workflow %s has no property '%s'; it has: %s."
                .formatted(workflow.name(), name, String.join(", ", known)));
      }
    }
    Properties properties = workflow.defaults();
    properties.setProperty("nameNode", settings.hdfsUri());
    properties.setProperty(
        "resourceManager", ClusterSettings.HOST + ":" + settings.port(Port.RESOURCEMANAGER_CLIENT));
    properties.setProperty("jobTracker", properties.getProperty("resourceManager"));
    properties.setProperty("jdbcUrl", settings.jdbcUrl());
    properties.setProperty("root", hdfs.root());
    properties.setProperty("days", days.toString());
    properties.setProperty(OozieClient.USER_NAME, settings.user());
    set.forEach(properties::setProperty);
    return properties;
  }
}
