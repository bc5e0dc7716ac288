package io.millrace.warehouse.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the runs of jobs where {@code ops.job_runs} reads them: {@code
 * <root>/ops/job_runs/dt=/<name>.json}, one file a run, replaced whole. A run that cannot be
 * recorded is computed all the same: what readers see does not depend on it.
 */
public final class JobRunLog {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ERROR_CHARACTERS = 1000;

  /** Whoever takes statements of HiveQL. */
  @FunctionalInterface
  public interface Metastore {
    void execute(String statement) throws Exception;
  }

  /** What a job does. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException, PublishException;
  }

  private final FileSystem files;
  private final FileContext renames;
  private final Path folder;
  private final Metastore metastore;
  private final Clock clock;

  public JobRunLog(
      FileSystem files, Configuration configuration, String root, Metastore metastore, Clock clock)
      throws IOException {
    this.files = files;
    this.folder = files.makeQualified(new Path(root + "/ops/job_runs"));
    this.renames = FileContext.getFileContext(folder.toUri(), configuration);
    this.metastore = metastore;
    this.clock = clock;
  }

  /**
   * Does the work and records how it went.
   *
   * @param begun the run, as it begins now
   * @param rows asked at the end, however it ends
   */
  public void record(JobRun begun, Supplier<JobRun.Rows> rows, Work work)
      throws IOException, PublishException {
    LocalDate day = day(begun);
    write(begun, day);
    addPartition(day);
    try {
      work.run();
    } catch (Throwable e) { // Scala throws checked exceptions that nobody declares
      write(begun.ended(Optional.of(reason(e)), rows.get(), clock.instant()), day);
      throw e;
    }
    write(begun.ended(Optional.empty(), rows.get(), clock.instant()), day);
  }

  /** Today, unless an earlier try of the same run was recorded yesterday. */
  private LocalDate day(JobRun run) {
    LocalDate today = LocalDate.ofInstant(run.startedAt(), ZoneOffset.UTC);
    try {
      return files.exists(file(run, today.minusDays(1))) ? today.minusDays(1) : today;
    } catch (IOException e) {
      return today;
    }
  }

  private void write(JobRun run, LocalDate day) {
    Path file = file(run, day);
    Path aside = new Path(file.getParent(), "." + file.getName());
    try {
      files.mkdirs(file.getParent());
      try (FSDataOutputStream out = files.create(aside, true)) {
        out.write((json(run) + "\n").getBytes(UTF_8));
      }
      renames.rename(aside, file, Options.Rename.OVERWRITE);
    } catch (IOException e) {
      LOG.warn("this run is not recorded in {}: {}", file, e.toString());
    }
  }

  private void addPartition(LocalDate day) {
    try {
      metastore.execute(
          "ALTER TABLE ops.job_runs ADD IF NOT EXISTS PARTITION (dt = '%s') LOCATION '%s'"
              .formatted(day, new Path(folder, "dt=" + day)));
    } catch (Exception e) {
      LOG.warn("ops.job_runs does not show runs of {}: {}", day, e.toString());
    }
  }

  private Path file(JobRun run, LocalDate day) {
    return new Path(folder, "dt=%s/%s.json".formatted(day, run.name()));
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
    return row.toString();
  }

  private static String reason(Throwable e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = text.lines().findFirst().orElse(e.toString());
    return line.substring(0, Math.min(line.length(), ERROR_CHARACTERS));
  }
}
