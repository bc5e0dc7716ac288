package io.millrace.cli.workflow;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/** The actions of a workflow that do something; Oozie counts forks and ends among them too. */
final class WorkflowActions {

  private static final Set<String> CONTROL =
      Set.of(":START:", ":END:", ":KILL:", ":FORK:", ":JOIN:", "switch");

  /** As YARN calls them, or Oozie. */
  private static final Pattern APPLICATION = Pattern.compile("(?:application|job)_(\\d+_\\d+)");

  private WorkflowActions() {}

  static List<WorkflowAction> of(WorkflowJob job) {
    return job.getActions().stream().filter(action -> !isControl(action)).toList();
  }

  /**
   * The action of that name.
   *
   * @throws CommandFailure naming those that have begun
   */
  static WorkflowAction require(WorkflowJob job, String name) {
    return of(job).stream()
        .filter(action -> action.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitStatus.USAGE,
                    "Workflow %s has no action '%s' that has begun; there are: %s."
                        .formatted(
                            job.getId(),
                            name,
                            of(job).stream()
                                .map(WorkflowAction::getName)
                                .collect(Collectors.joining(", ")))));
  }

  static boolean isControl(WorkflowAction action) {
    return CONTROL.contains(action.getType());
  }

  /** The YARN applications of an action: its launcher's, then those that the launcher started. */
  static List<String> applications(WorkflowAction action) {
    List<String> all = new java.util.ArrayList<>();
    ActionProgress.applicationOf(action.getExternalId()).ifPresent(all::add);
    children(action).stream().filter(child -> !all.contains(child)).forEach(all::add);
    return all;
  }

  /**
   * The YARN applications of earlier tries of an action.
   *
   * @param tries as Oozie tells of them; the last may be the action's present one
   */
  static List<String> earlierApplications(List<Map<String, String>> tries) {
    return tries.stream()
        .flatMap(
            attempt ->
                Stream.of("consoleUrl", "externalChildIDs")
                    .map(name -> attempt.getOrDefault(name, "")))
        .flatMap(text -> APPLICATION.matcher(text).results())
        .map(id -> "application_" + id.group(1))
        .distinct()
        .toList();
  }

  /** The YARN applications that an action's launcher started. */
  static List<String> children(WorkflowAction action) {
    String ids = action.getExternalChildIDs();
    return ids == null
        ? List.of()
        : Arrays.stream(ids.split(",", -1))
            .map(ActionProgress::applicationOf)
            .flatMap(Optional::stream)
            .filter(id -> id.startsWith("application_"))
            .toList();
  }
}
