package io.millrace.warehouse.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.quality.CheckResult;
import io.millrace.warehouse.run.JobRun;
import io.millrace.warehouse.run.OpsFiles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Writes how checks went where {@code ops.quality} reads it, one file a run, replaced whole. */
public final class QualityLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpsFiles files;

  /**
   * @param files of ops.quality
   */
  public QualityLog(OpsFiles files) {
    this.files = files;
  }

  /** Writes what a run has checked until now, if anything. */
  public void write(JobRun run, List<CheckResult> results, Instant now) {
    if (!results.isEmpty()) {
      LocalDate day = LocalDate.ofInstant(run.startedAt(), ZoneOffset.UTC);
      files.write(day, run.name(), results.stream().map(r -> json(run, r, now)).toList());
      files.addPartition(day);
    }
  }

  static String json(JobRun run, CheckResult result, Instant now) {
    ObjectNode row = JSON.createObjectNode();
    row.put("checked_at", now.toString());
    row.put("job", run.job());
    row.put("workflow_id", run.workflowId().orElse(null));
    row.put("run", run.run());
    row.put("generation", run.generation());
    row.put("table_name", result.table());
    row.put("partition_name", result.partition());
    row.put("check_name", result.check().name());
    row.put("kind", result.check().kind());
    row.put("rule", result.check().rule());
    row.put("severity", result.check().severity().name().toLowerCase(Locale.ROOT));
    row.put("status", result.status().name().toLowerCase(Locale.ROOT));
    row.put("value", result.value().orElse(null));
    row.put("bound", result.bound());
    row.put("row_count", result.rows());
    return row.toString();
  }
}
