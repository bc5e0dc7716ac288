package io.millrace.cli.workflow;

import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cli.oozie.JobConf;
import io.millrace.cli.oozie.JobId;
import io.millrace.cli.oozie.OozieServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.oozie.client.BundleJob;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/** What a job is doing, why it failed or what it waits for, and the next step; in lines. */
public final class JobReport {

  private static final int ACTIONS = 20;
  private static final String NONE = "-";
  private static final String BETWEEN_DEPENDENCIES = "#";

  private final OozieServer oozie;
  private final Clock clock;

  public JobReport(OozieServer oozie, Clock clock) {
    this.oozie = oozie;
    this.clock = clock;
  }

  /** Tells of a job or a part of it. */
  public List<String> of(JobId id) {
    return switch (id.kind()) {
      case WORKFLOW -> workflow(oozie.ask(client -> client.getJobInfo(id.job())), id.part(), clock);
      case COORDINATOR ->
          id.part().isPresent()
              ? coordinatorAction(id)
              : coordinator(
                  oozie.ask(client -> client.getCoordJobInfo(id.job(), null, 1, ACTIONS, "desc")));
      case BUNDLE -> bundle(oozie.ask(client -> client.getBundleJobInfo(id.job())));
    };
  }

  static List<String> workflow(WorkflowJob job, Optional<String> part, Clock clock) {
    List<WorkflowAction> actions = WorkflowActions.of(job);
    if (part.isPresent()) {
      actions = List.of(WorkflowActions.require(job, part.get()));
    }
    Map<String, String> conf = JobConf.read(job.getConf());
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: workflow %s, %s%s".formatted(job.getId(), job.getAppName(), status(job), run(job)));
    lines.add("of %s, begun %s%s".formatted(Span.ofJob(conf), begun(job), parent(job)));
    lines.add("");
    lines.addAll(actionTable(actions, clock));
    List<String> errors = new ArrayList<>();
    for (WorkflowAction action : actions) {
      if (ActionProgress.hasFailed(action)) {
        errors.add(ActionProgress.failure(job, action));
      }
    }
    if (errors.isEmpty() && !isWell(job)) {
      ActionProgress.killMessage(job).ifPresent(errors::add);
    }
    if (!errors.isEmpty()) {
      lines.add("");
      lines.addAll(errors);
    }
    nextStep(job)
        .ifPresent(
            next -> {
              lines.add("");
              lines.add(next);
            });
    return lines;
  }

  static List<String> coordinator(CoordinatorJob job) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: coordinator %s, %s%s"
            .formatted(
                job.getId(),
                job.getAppName(),
                JobList.word(job.getStatus()),
                job.getBundleId() == null ? "" : ", of bundle " + job.getBundleId()));
    lines.add(
        "from %s, next %s"
            .formatted(instant(job.getStartTime()), instant(job.getNextMaterializedTime())));
    lines.add("");
    TextTable table = new TextTable("ACTION", "DUE", "STATUS", "WORKFLOW", "WAITS FOR");
    for (CoordinatorAction action : job.getActions()) {
      table.row(
          "@" + action.getActionNumber(),
          instant(action.getNominalTime()),
          JobList.word(action.getStatus()),
          Optional.ofNullable(action.getExternalId()).orElse(NONE),
          summary(missing(action)));
    }
    lines.addAll(table.lines());
    if (job.getActions().stream().anyMatch(JobReport::isWrong)) {
      lines.add("");
      lines.add(
          "Why: millrace workflow status %s@ACTION. Again: millrace workflow rerun %1$s@ACTION"
              .formatted(job.getId()));
    }
    return lines;
  }

  static List<String> bundle(BundleJob job) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: bundle %s, %s"
            .formatted(job.getId(), job.getAppName(), JobList.word(job.getStatus())));
    lines.add("");
    TextTable table = new TextTable("COORDINATOR", "NAME", "STATUS", "NEXT");
    for (CoordinatorJob coordinator : job.getCoordinators()) {
      table.row(
          coordinator.getId(),
          coordinator.getAppName(),
          JobList.word(coordinator.getStatus()),
          instant(coordinator.getNextMaterializedTime()));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private List<String> coordinatorAction(JobId id) {
    CoordinatorAction action = oozie.ask(client -> client.getCoordActionInfo(id.toString()));
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: due %s, %s"
            .formatted(id, instant(action.getNominalTime()), JobList.word(action.getStatus())));
    List<String> missing = missing(action);
    if (!missing.isEmpty()) {
      lines.add("waits for %d:".formatted(missing.size()));
      missing.forEach(flag -> lines.add("  " + flag));
    }
    if (action.getErrorMessage() != null && !action.getErrorMessage().isBlank()) {
      lines.add("%s %s".formatted(action.getErrorCode(), action.getErrorMessage()));
    }
    if (action.getExternalId() != null && !action.getExternalId().isBlank()) {
      String workflow = action.getExternalId();
      lines.add("");
      lines.addAll(
          workflow(oozie.ask(client -> client.getJobInfo(workflow)), Optional.empty(), clock));
    } else if (isWrong(action)) {
      lines.add("Wait for it again: millrace workflow rerun " + id);
    }
    return lines;
  }

  private static List<String> actionTable(List<WorkflowAction> actions, Clock clock) {
    TextTable table = new TextTable("ACTION", "STATUS", "TRIES", "TOOK", "LAUNCHER", "CHILD");
    for (WorkflowAction action : actions) {
      table.row(
          action.getName(),
          ActionProgress.word(action.getStatus()),
          action.getUserRetryCount() + 1,
          took(action, clock),
          ActionProgress.applicationOf(action.getExternalId()).orElse(NONE),
          WorkflowActions.children(action).stream()
              .collect(
                  Collectors.collectingAndThen(
                      Collectors.joining(","), c -> c.isEmpty() ? NONE : c)));
    }
    return table.lines();
  }

  private static String took(WorkflowAction action, Clock clock) {
    if (action.getStartTime() == null) {
      return NONE;
    }
    Instant end = action.getEndTime() == null ? clock.instant() : action.getEndTime().toInstant();
    return Words.of(Duration.between(action.getStartTime().toInstant(), end));
  }

  private static Optional<String> nextStep(WorkflowJob job) {
    return switch (job.getStatus()) {
      case KILLED, FAILED -> Optional.of(Remedy.of(job));
      case SUSPENDED -> Optional.of("Let it go on: millrace oozie job -resume " + job.getId());
      case PREP -> Optional.of("It was never started: millrace oozie job -start " + job.getId());
      case RUNNING, SUCCEEDED -> Optional.empty();
    };
  }

  private static boolean isWell(WorkflowJob job) {
    return job.getStatus() == WorkflowJob.Status.SUCCEEDED
        || WorkflowWatch.isActive(job.getStatus());
  }

  private static boolean isWrong(CoordinatorAction action) {
    return switch (action.getStatus()) {
      case TIMEDOUT, KILLED, FAILED -> true;
      case WAITING, READY, SUBMITTED, RUNNING, SUSPENDED, SUCCEEDED, IGNORED, SKIPPED -> false;
    };
  }

  private static List<String> missing(CoordinatorAction action) {
    String text = action.getMissingDependencies();
    return text == null
        ? List.of()
        : Arrays.stream(text.split(BETWEEN_DEPENDENCIES, -1))
            .filter(flag -> !flag.isBlank())
            .distinct()
            .toList();
  }

  private static String summary(List<String> missing) {
    if (missing.isEmpty()) {
      return NONE;
    }
    return missing.get(0)
        + (missing.size() == 1 ? "" : " and %d more".formatted(missing.size() - 1));
  }

  private static String status(WorkflowJob job) {
    return JobList.word(job.getStatus());
  }

  private static String run(WorkflowJob job) {
    return job.getRun() == 0 ? "" : ", rerun %d".formatted(job.getRun());
  }

  private static String begun(WorkflowJob job) {
    String began = instant(job.getStartTime());
    return job.getEndTime() == null || job.getStartTime() == null
        ? began
        : "%s, took %s"
            .formatted(
                began,
                Words.of(
                    Duration.between(
                        job.getStartTime().toInstant(), job.getEndTime().toInstant())));
  }

  private static String parent(WorkflowJob job) {
    return job.getParentId() == null || job.getParentId().isBlank()
        ? ""
        : ", for " + job.getParentId();
  }

  private static String instant(java.util.Date date) {
    return JobList.instant(date).map(Instant::toString).orElse(NONE);
  }
}
