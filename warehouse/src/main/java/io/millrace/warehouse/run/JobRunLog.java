package io.millrace.warehouse.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes the runs of jobs where {@code ops.job_runs} reads them: {@code
 * <root>/ops/job_runs/dt=/<name>.json}, one file a run, replaced whole. A run that cannot be
 * recorded is computed all the same: what readers see does not depend on it.
 */
public final class JobRunLog {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ERROR_CHARACTERS = 1000;

  /**
   * What a job does.
   *
   * @param <E> what it throws besides
   */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws IOException, PublishException, E;
  }

  /**
   * What a job does that finds out what it computes.
   *
   * @param <E> what it throws besides
   */
  @FunctionalInterface
  public interface FindingWork<E extends Exception> {
    /**
     * Does it.
     *
     * @param found takes the partitions, once they are known
     */
    void run(Consumer<List<String>> found) throws IOException, PublishException, E;
  }

  private final OpsFiles files;
  private final PartitionUse use;
  private final Clock clock;

  /**
   * @param files of ops.job_runs
   * @param use what the run reads and writes
   */
  public JobRunLog(OpsFiles files, PartitionUse use, Clock clock) {
    this.files = files;
    this.use = use;
    this.clock = clock;
  }

  /**
   * Does the work and records how it went.
   *
   * @param begun the run, as it begins now
   * @param rows asked at the end, however it ends
   */
  public <E extends Exception> void record(JobRun begun, Supplier<JobRun.Rows> rows, Work<E> work)
      throws IOException, PublishException, E {
    FindingWork<E> known = found -> work.run();
    record(begun, rows, known);
  }

  /** Does the same with work that finds out what it computes. */
  public <E extends Exception> void record(
      JobRun begun, Supplier<JobRun.Rows> rows, FindingWork<E> work)
      throws IOException, PublishException, E {
    LocalDate day = day(begun);
    AtomicReference<JobRun> run = new AtomicReference<>(begun);
    write(begun, day);
    files.addPartition(day);
    try {
      work.run(found -> write(run.updateAndGet(before -> before.of(found)), day));
    } catch (Throwable e) { // Scala throws checked exceptions that nobody declares
      write(run.get().ended(Optional.of(reason(e)), rows.get(), use, clock.instant()), day);
      throw e;
    }
    write(run.get().ended(Optional.empty(), rows.get(), use, clock.instant()), day);
  }

  /** Today, unless an earlier try of the same run was recorded yesterday. */
  private LocalDate day(JobRun run) {
    LocalDate today = LocalDate.ofInstant(run.startedAt(), ZoneOffset.UTC);
    return files.exists(today.minusDays(1), run.name()) ? today.minusDays(1) : today;
  }

  private void write(JobRun run, LocalDate day) {
    files.write(day, run.name(), List.of(json(run)));
  }

  static String json(JobRun run) {
    ObjectNode row = JSON.createObjectNode();
    row.put("job", run.job());
    row.put("workflow_id", run.workflowId().orElse(null));
    row.put("run", run.run());
    row.put("generation", run.generation());
    run.partitions().forEach(row.putArray("partitions")::add);
    row.put("status", run.status().name().toLowerCase(Locale.ROOT));
    row.put("error", run.error().orElse(null));
    row.put("started_at", run.startedAt().toString());
    row.put("ended_at", run.endedAt().map(Object::toString).orElse(null));
    row.put("seconds", run.seconds().orElse(null));
    row.put("rows_read", run.rowsRead().orElse(null));
    row.put("rows_written", run.rowsWritten().orElse(null));
    row.put("application_id", run.applicationId().orElse(null));
    run.inputs().forEach(row.putArray("inputs")::add);
    run.outputs().forEach(row.putArray("outputs")::add);
    return row.toString();
  }

  private static String reason(Throwable e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = text.lines().findFirst().orElse(e.toString());
    return line.substring(0, Math.min(line.length(), ERROR_CHARACTERS));
  }
}
