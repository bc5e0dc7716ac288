package io.millrace.cli.workflow;

import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cli.oozie.JobConf;
import io.millrace.cli.oozie.OozieServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.oozie.client.BundleJob;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.WorkflowJob;

/** The jobs that Oozie remembers, the newest first. */
public final class JobList {

  /**
   * A job.
   *
   * @param span what it was run for; nothing for what goes on by itself
   * @param started when it began, if it has
   * @param seconds how long it took or takes, if it has begun; never for what goes on by itself
   */
  record Job(
      String id,
      String name,
      Span span,
      String status,
      Instant created,
      Optional<Instant> started,
      Optional<Long> seconds) {}

  private final List<Job> jobs;

  private JobList(List<Job> jobs) {
    this.jobs = List.copyOf(jobs);
  }

  /**
   * Asks for them.
   *
   * @param limit how many at most
   */
  public static JobList of(OozieServer oozie, Clock clock, int limit) {
    List<WorkflowJob> workflows = oozie.ask(client -> client.getJobsInfo(null, 1, limit));
    List<CoordinatorJob> coordinators =
        oozie.ask(client -> client.getCoordJobsInfo(null, 1, limit));
    List<BundleJob> bundles = oozie.ask(client -> client.getBundleJobsInfo(null, 1, limit));
    return new JobList(
        Stream.of(
                workflows.stream().map(job -> workflow(oozie, job, clock)),
                coordinators.stream().map(JobList::coordinator),
                bundles.stream().map(JobList::bundle))
            .flatMap(stream -> stream)
            .sorted(Comparator.comparing(Job::created).thenComparing(Job::id).reversed())
            .limit(limit)
            .toList());
  }

  /** A line each, with a header. */
  public List<String> lines() {
    TextTable table = new TextTable("ID", "NAME", "FOR", "STATUS", "STARTED", "TOOK");
    for (Job job : jobs) {
      table.row(
          job.id(),
          job.name(),
          job.span(),
          job.status(),
          job.started().map(Object::toString).orElse("-"),
          job.seconds().map(s -> Words.of(Duration.ofSeconds(s))).orElse("-"));
    }
    return table.lines();
  }

  /** The same for programs: maps, texts, numbers and nulls. */
  public List<Map<String, Object>> maps() {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Job job : jobs) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("id", job.id());
      map.put("name", job.name());
      map.put("days", job.span().days().orElse(null));
      map.put("hours", job.span().hours().orElse(null));
      map.put("status", job.status());
      map.put("started", job.started().map(Instant::toString).orElse(null));
      map.put("seconds", job.seconds().orElse(null));
      maps.add(map);
    }
    return maps;
  }

  private static Job workflow(OozieServer oozie, WorkflowJob job, Clock clock) {
    // The list tells no configuration.
    String conf = oozie.workflow(job.getId()).getConf();
    return new Job(
        job.getId(),
        job.getAppName(),
        Span.ofJob(JobConf.read(conf)),
        word(job.getStatus()),
        created(job.getCreatedTime(), job.getStartTime()),
        instant(job.getStartTime()),
        seconds(job, clock));
  }

  private static Job coordinator(CoordinatorJob job) {
    return new Job(
        job.getId(),
        job.getAppName(),
        Span.ofJob(Map.of()),
        word(job.getStatus()),
        created(job.getCreatedTime(), job.getStartTime()),
        instant(job.getStartTime()),
        Optional.empty());
  }

  private static Job bundle(BundleJob job) {
    return new Job(
        job.getId(),
        job.getAppName(),
        Span.ofJob(Map.of()),
        word(job.getStatus()),
        created(job.getCreatedTime(), job.getStartTime()),
        instant(job.getCreatedTime()),
        Optional.empty());
  }

  static String word(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  static Optional<Instant> instant(Date date) {
    return Optional.ofNullable(date)
        .map(Date::toInstant)
        .map(i -> i.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Instant created(Date... dates) {
    return Stream.of(dates)
        .filter(Objects::nonNull)
        .findFirst()
        .map(Date::toInstant)
        .orElse(Instant.EPOCH);
  }

  private static Optional<Long> seconds(WorkflowJob job, Clock clock) {
    if (job.getStartTime() == null || job.getStatus() == WorkflowJob.Status.PREP) {
      return Optional.empty();
    }
    Instant end = job.getEndTime() == null ? clock.instant() : job.getEndTime().toInstant();
    return Optional.of(Duration.between(job.getStartTime().toInstant(), end).toSeconds());
  }
}
