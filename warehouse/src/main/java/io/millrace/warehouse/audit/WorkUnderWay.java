package io.millrace.warehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.landing.EventHour;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What workflows are computing while an audit asks, as the files of {@code ops.job_runs} say: such
 * days and hours differ for a while from what they are made from.
 *
 * @param partitions days that are being computed, and hours as {@code 2015-05-17T10}
 * @param awaiting days and hours that are curated, and whose marts are not published yet
 */
record WorkUnderWay(Set<String> partitions, Set<String> awaiting) {

  /** A job that began longer ago was killed, or has died between its workflow's steps. */
  static final Duration LONGEST = Duration.ofHours(6);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CURATE = "curate";
  private static final String PUBLISH = "publish";

  /** The only feed with marts that are published by the hour. */
  private static final String BY_HOUR = "activity";

  WorkUnderWay {
    partitions = Set.copyOf(partitions);
    awaiting = Set.copyOf(awaiting);
  }

  /** A job as it says of itself. */
  private record Run(
      String job,
      Optional<String> workflow,
      String status,
      Instant startedAt,
      Optional<Instant> endedAt,
      Set<String> partitions) {

    boolean isRunning() {
      return status.equals("running");
    }

    /** Whether it has written what a later step of its workflow is to publish. */
    boolean leavesMarts() {
      return job.equals(CURATE) && status.equals("succeeded") && workflow.isPresent();
    }

    boolean isOfWorkflowOf(Run other) {
      return workflow.isPresent() && workflow.equals(other.workflow);
    }

    /**
     * Whether it puts out marts of a day or hour that are made of what a curation wrote: as a later
     * step of its workflow, or of another that began with it after it had ended.
     */
    boolean publishes(Run curation, String partition, List<Run> runs) {
      if (!job.equals(PUBLISH)) {
        return false;
      }
      if (isOfWorkflowOf(curation)) {
        return startedAt.isAfter(curation.startedAt);
      }
      List<Run> own =
          runs.stream().filter(r -> r.job.equals(CURATE) && r.isOfWorkflowOf(this)).toList();
      return partitions.stream().anyMatch(partition::startsWith)
          && (own.isEmpty() ? List.of(this) : own).stream().anyMatch(r -> r.isBehind(curation));
    }

    private boolean isBehind(Run other) {
      return other.endedAt.map(startedAt::isAfter).orElse(false);
    }
  }

  /**
   * What is computed now, or was since the audit began.
   *
   * @param begun before the audit asked anything
   */
  static WorkUnderWay since(WarehouseFiles files, Instant begun, Instant now) throws IOException {
    List<Run> runs = runs(files, now);
    Set<String> partitions = new HashSet<>();
    Set<String> awaiting = new HashSet<>();
    for (Run run : runs) {
      boolean isRecent = run.startedAt().plus(LONGEST).isAfter(now);
      boolean hasEndedSince = run.endedAt().map(end -> !end.isBefore(begun)).orElse(false);
      if (hasEndedSince || (isRecent && run.isRunning() && !hasDied(run, runs))) {
        partitions.addAll(run.partitions());
      } else if (isRecent && run.leavesMarts()) {
        run.partitions().stream()
            .filter(partition -> runs.stream().noneMatch(r -> r.publishes(run, partition, runs)))
            .forEach(awaiting::add);
      }
    }
    return new WorkUnderWay(partitions, awaiting);
  }

  /** Whether its workflow has gone on without it: its steps follow each other. */
  private static boolean hasDied(Run run, List<Run> runs) {
    return runs.stream()
        .anyMatch(later -> later.isOfWorkflowOf(run) && later.startedAt().isAfter(run.startedAt()));
  }

  /** Whether an hour, or its day, is being computed. */
  boolean has(EventHour hour) {
    return partitions.contains(hour.dt())
        || partitions.contains("%sT%s".formatted(hour.dt(), hour.hour()));
  }

  /**
   * Whether a day's marts may differ from what they are made from: the day, or an hour of it, is
   * being computed, or awaits that its marts are published. Of an hour only marts of activity are.
   *
   * @param feed that the marts come from
   */
  boolean has(String feed, String day) {
    return partitions.stream().anyMatch(partition -> partition.startsWith(day))
        || awaiting.contains(day)
        || (feed.equals(BY_HOUR)
            && awaiting.stream().anyMatch(partition -> partition.startsWith(day)));
  }

  private static List<Run> runs(WarehouseFiles files, Instant now) throws IOException {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Run> runs = new ArrayList<>();
    for (LocalDate day : List.of(today.minusDays(1), today)) {
      String folder = "%s/ops/job_runs/dt=%s".formatted(files.root(), day);
      for (String name : files.names(folder)) {
        if (name.startsWith(CURATE + "-") || name.startsWith(PUBLISH + "-")) {
          files.read(folder + "/" + name).flatMap(WorkUnderWay::run).ifPresent(runs::add);
        }
      }
    }
    return runs;
  }

  /** Reads one; empty for what is none, which says nothing of work. */
  private static Optional<Run> run(String json) {
    try {
      JsonNode row = JSON.readTree(json);
      Set<String> partitions = new HashSet<>();
      row.path("partitions").forEach(partition -> partitions.add(partition.asText()));
      return Optional.of(
          new Run(
              row.path("job").asText(),
              Optional.ofNullable(row.path("workflow_id").textValue()),
              row.path("status").asText(),
              Instant.parse(row.path("started_at").asText()),
              Optional.ofNullable(row.path("ended_at").textValue()).map(Instant::parse),
              partitions));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
