package io.millrace.cli.workflow;

import io.millrace.cli.Console;
import io.millrace.cli.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/** Tells what happens to a workflow's actions, each change once. */
final class ActionProgress {

  private static final String KILL = ":KILL:";
  private static final Set<WorkflowAction.Status> FAILED =
      EnumSet.of(
          WorkflowAction.Status.ERROR, WorkflowAction.Status.FAILED, WorkflowAction.Status.KILLED);

  private final Console console;
  private final Clock clock;
  private final Map<String, String> told = new HashMap<>();

  ActionProgress(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  /** Tells what is new since the last call. */
  void tell(WorkflowJob job) {
    for (WorkflowAction action : WorkflowActions.of(job)) {
      String line = line(action);
      if (!line.equals(told.put(action.getName(), line))) {
        console.say("  " + line);
      }
      if (action.getStatus() == WorkflowAction.Status.RUNNING && action.getStartTime() != null) {
        Duration since = Duration.between(action.getStartTime().toInstant(), clock.instant());
        console.progress("%s runs, %s".formatted(action.getName(), Words.of(since)));
      }
    }
  }

  static String line(WorkflowAction action) {
    StringBuilder line =
        new StringBuilder("%-16s %-8s".formatted(action.getName(), word(action.getStatus())));
    applicationOf(action.getExternalId()).ifPresent(id -> line.append("  launcher ").append(id));
    workflowOf(action).ifPresent(id -> line.append("  workflow ").append(id));
    applicationOf(action.getExternalChildIDs()).ifPresent(id -> line.append("  child ").append(id));
    Date started = action.getStartTime();
    Date ended = action.getEndTime();
    if (started != null && ended != null && action.getStatus() != WorkflowAction.Status.RUNNING) {
      line.append("  ").append(Words.of(Duration.between(started.toInstant(), ended.toInstant())));
    }
    return line.toString().stripTrailing();
  }

  /** The action because of which a workflow failed. */
  static Optional<WorkflowAction> culprit(WorkflowJob job) {
    return WorkflowActions.of(job).stream().filter(ActionProgress::hasFailed).findFirst();
  }

  static boolean hasFailed(WorkflowAction action) {
    return FAILED.contains(action.getStatus());
  }

  /** What the workflow itself says where it was ended without any action failing. */
  static Optional<String> killMessage(WorkflowJob job) {
    return job.getActions().stream()
        .filter(action -> KILL.equals(action.getType()))
        .map(WorkflowAction::getErrorMessage)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Why an action failed and where to read more. */
  static String failure(WorkflowJob job, WorkflowAction action) {
    String reason =
        action.getErrorCode() == null
            ? "was " + word(action.getStatus())
            : "%s %s".formatted(action.getErrorCode(), sentence(action.getErrorMessage()));
    Optional<String> part = workflowOf(action);
    if (part.isPresent()) {
      return "Action %s: its workflow %s %s. Why: millrace workflow status %s."
          .formatted(action.getName(), part.get(), word(action.getStatus()), part.get());
    }
    return "Action %s: %s. Its logs: millrace workflow logs %s@%s."
        .formatted(action.getName(), reason, job.getId(), action.getName());
  }

  /** All lines in one, without a stack trace. */
  private static String sentence(String message) {
    String sentence =
        message == null
            ? ""
            : message
                .lines()
                .map(String::strip)
                .takeWhile(line -> !line.startsWith("at "))
                .collect(Collectors.joining(" "));
    return sentence.isEmpty() ? "no message" : sentence.replaceFirst("\\.$", "");
  }

  /** The workflow that an action runs. */
  static Optional<String> workflowOf(WorkflowAction action) {
    return Optional.ofNullable(action.getExternalId()).filter(id -> id.endsWith("-W"));
  }

  /** The YARN application behind an id of Oozie's, which may be a MapReduce job's or several. */
  static Optional<String> applicationOf(String externalId) {
    if (externalId == null || externalId.isBlank() || externalId.equals("-")) {
      return Optional.empty();
    }
    String first = externalId.split(",", 2)[0].strip();
    return Optional.of(first.replaceFirst("^job_", "application_"))
        .filter(id -> id.startsWith("application_"));
  }

  static String word(WorkflowAction.Status status) {
    return status == WorkflowAction.Status.USER_RETRY
        ? "retried"
        : status.name().toLowerCase(Locale.ROOT);
  }
}
