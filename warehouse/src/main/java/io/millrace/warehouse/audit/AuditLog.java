package io.millrace.warehouse.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.run.JobRun;
import io.millrace.warehouse.run.OpsFiles;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes what an audit compared and found where {@code ops.audit} reads it, one file a run,
 * replaced whole: a row that says what was compared, and one for each finding.
 */
public final class AuditLog {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPARED = "compared";
  private static final String DAMAGED = "damaged_log";

  private final OpsFiles files;
  private final JobRun run;
  private final AuditedDays days;
  private final Clock clock;

  /**
   * @param files of ops.audit
   * @param run which run audits
   * @param days which it compares
   */
  public AuditLog(OpsFiles files, JobRun run, AuditedDays days, Clock clock) {
    this.files = files;
    this.run = run;
    this.days = days;
    this.clock = clock;
  }

  /**
   * Writes an audit that was made.
   *
   * @param feeds that were audited
   * @return whether it stands there
   */
  boolean write(AuditReport report, List<AuditedFeed> feeds) {
    List<String> rows = new ArrayList<>();
    ObjectNode compared = row(COMPARED, report.balanced() ? "info" : "error");
    compared.put("expected", 0);
    compared.put("found", report.findings().size());
    compared.put("words", words(report, feeds));
    rows.add(compared.toString());
    report.findings().forEach(finding -> rows.add(row(finding).toString()));
    return write(rows);
  }

  /**
   * Writes that a commit log could not be read, so that nothing was compared.
   *
   * @return whether it stands there
   */
  boolean writeDamaged(String words) {
    return write(List.of(row(DAMAGED, "error").put("words", words).toString()));
  }

  private boolean write(List<String> rows) {
    LocalDate day = LocalDate.ofInstant(run.startedAt(), ZoneOffset.UTC);
    return files.write(day, run.name(), rows) && files.addPartition(day);
  }

  private ObjectNode row(Finding finding) {
    ObjectNode row = row(finding.kind().name().toLowerCase(Locale.ROOT), "error");
    row.put("feed", finding.feed());
    row.put("table_name", finding.table());
    row.put(
        "partition_name",
        Optional.ofNullable(finding.at()).map(at -> PartitionKey.parse(at).name()).orElse(null));
    row.put("kafka_partition", finding.partition());
    row.put("from_offset", finding.fromOffset());
    row.put("until_offset", finding.untilOffset());
    row.put("file_path", finding.path());
    row.put("expected", finding.expected());
    row.put("found", finding.found());
    row.put("words", finding.sentence());
    return row;
  }

  /** A row with every column of the table, in its order. */
  private ObjectNode row(String kind, String severity) {
    ObjectNode row = JSON.createObjectNode();
    Instant now = clock.instant();
    row.put("told_at", now.toString());
    row.put("workflow_id", run.workflowId().orElse(null));
    row.put("run", run.run());
    row.put("generation", run.generation());
    row.put("compared_days", days.toString());
    row.put("kind", kind);
    row.put("severity", severity);
    row.putNull("feed");
    row.putNull("table_name");
    row.putNull("partition_name");
    row.putNull("kafka_partition");
    row.putNull("from_offset");
    row.putNull("until_offset");
    row.putNull("file_path");
    row.putNull("expected");
    row.putNull("found");
    row.putNull("words");
    return row;
  }

  static String words(AuditReport report, List<AuditedFeed> feeds) {
    return report.inWords()
        + feeds.stream()
            .filter(feed -> feed.idField().isEmpty())
            .map(
                feed ->
                    " Feed %s was applied since this workflow was deployed, so that its curated hours and marts were not compared. Deploy it again: millrace workflow schedule."
                        .formatted(feed.name()))
            .reduce("", String::concat);
  }
}
