package io.millrace.warehouse.run;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a job; a row of {@code ops.job_runs}, whose columns tell what each field means.
 *
 * @param error empty unless it failed
 * @param endedAt empty while it runs
 * @param seconds empty while it runs
 * @param rowsRead empty where nobody counts
 * @param rowsWritten empty where nobody counts
 * @param applicationId empty outside of YARN
 * @param inputs none while it runs
 * @param outputs none while it runs
 */
public record JobRun(
    String job,
    Optional<String> workflowId,
    int run,
    String generation,
    List<String> partitions,
    Status status,
    Optional<String> error,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Double> seconds,
    Optional<Long> rowsRead,
    Optional<Long> rowsWritten,
    Optional<String> applicationId,
    List<String> inputs,
    List<String> outputs) {

  /** How it is. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  /** Rows that were counted. */
  public record Rows(Optional<Long> read, Optional<Long> written) {

    /** Nobody counts. */
    public static final Rows UNKNOWN = new Rows(Optional.empty(), Optional.empty());
  }

  public JobRun {
    partitions = List.copyOf(partitions);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A run that begins.
   *
   * @param partitions days, or hours as {@code 2015-05-17T10}
   */
  public static JobRun begun(
      String job,
      Caller caller,
      Generation generation,
      List<String> partitions,
      Optional<String> applicationId,
      Instant now) {
    return new JobRun(
        job,
        caller.workflow(),
        caller.run(),
        generation.name(),
        partitions,
        Status.RUNNING,
        Optional.empty(),
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        applicationId,
        List.of(),
        List.of());
  }

  /** The same, of other partitions. */
  JobRun of(List<String> found) {
    return new JobRun(
        job,
        workflowId,
        run,
        generation,
        found,
        status,
        error,
        startedAt,
        endedAt,
        seconds,
        rowsRead,
        rowsWritten,
        applicationId,
        inputs,
        outputs);
  }

  /**
   * The same, ended.
   *
   * @param reason why it failed, empty when it succeeded
   */
  JobRun ended(Optional<String> reason, Rows rows, PartitionUse use, Instant now) {
    return new JobRun(
        job,
        workflowId,
        run,
        generation,
        partitions,
        reason.isPresent() ? Status.FAILED : Status.SUCCEEDED,
        reason,
        startedAt,
        Optional.of(now),
        Optional.of(Duration.between(startedAt, now).toMillis() / 1000.0),
        rows.read(),
        rows.written(),
        applicationId,
        use.inputs(),
        use.outputs());
  }

  /** What it is called: the same for every try of one run of one workflow. */
  public String name() {
    return workflowId.map(id -> "%s-%s-%d".formatted(job, id, run)).orElse(job + "-" + generation);
  }
}
