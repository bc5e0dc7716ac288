package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.Drop;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.retention.RetentionRow;
import io.millrace.model.retention.RetentionRow.Teller;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Tells in {@code ops.retention} what a log's driver dropped, and what is held. To tell the same
 * again changes nothing.
 */
final class RetentionTable {

  private final HdfsFiles files;
  private final LandingPaths paths;
  private final PartitionCatalog catalog;

  RetentionTable(HdfsFiles files, LandingPaths paths, PartitionCatalog catalog) {
    this.files = files;
    this.paths = paths;
    this.catalog = catalog;
  }

  /** Tells what a record dropped. */
  void tell(CommitRecord record) {
    Drop drop = record.drop();
    if (!drop.partitions().isEmpty()) {
      write(
          String.format(Locale.ROOT, "%s-%012d", paths.logName(), record.seq()),
          drop.partitions().stream().map(this::row).toList(),
          new Teller(Optional.ofNullable(drop.workflowId()), drop.run(), drop.generation()),
          record.decidedAt());
    }
  }

  /** Tells what is held. */
  void tellHeld(List<RetentionRow> held, Teller teller, Instant now) {
    if (!held.isEmpty()) {
      write("%s-%s-held".formatted(teller.generation(), paths.logName()), held, teller, now);
    }
  }

  private RetentionRow row(DroppedPartition gone) {
    return RetentionRow.dropped(
        paths.table(gone).name(),
        gone.name(),
        gone.rule(),
        new RetentionRow.Contents(
            OptionalLong.of(gone.rows()), gone.files(), gone.bytes(), gone.location()));
  }

  private void write(String name, List<RetentionRow> rows, Teller teller, Instant now) {
    String dt = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    String folder = paths.retentionLog(dt);
    files.replace(
        "%s/%s.json".formatted(folder, name),
        rows.stream().map(row -> row.json(teller, now) + "\n").collect(Collectors.joining()));
    catalog.addRetentionDay(dt, folder);
  }
}
