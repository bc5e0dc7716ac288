package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.HourCount;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.LandingStore;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Landing's store in HDFS: a segmented log, a folder of marks, staging, and the tables. */
public final class HdfsLandingStore implements LandingStore {

  private final HdfsFiles files;
  private final LandingPaths paths;
  private final PartitionCatalog catalog;
  private final ReplacedHours replaced;
  private final RetentionTable retention;
  private final LogSegments segments;
  private final Set<String> madeFolders = new HashSet<>();

  public HdfsLandingStore(
      HdfsFiles files, LandingPaths paths, PartitionCatalog catalog, Clock clock) {
    this.files = files;
    this.paths = paths;
    this.catalog = catalog;
    this.replaced = new ReplacedHours(files, paths.root());
    this.retention = new RetentionTable(files, paths, catalog);
    this.segments = new LogSegments(files, paths, catalog, clock);
  }

  @Override
  public Optional<CommitRecord> last() {
    return segments.log().last();
  }

  @Override
  public Optional<CommitRecord> unpublished() {
    long published = greatestMark().orElse(0);
    return records()
        .takeWhile(record -> record.seq() > published)
        .filter(record -> record.kind() != CommitRecord.Kind.CLAIM)
        .findFirst();
  }

  @Override
  public Optional<HourFiles> hour(String table, String dt, String hour) {
    return catalog.hour(table, dt, hour);
  }

  /** The log from its end to its beginning, read as far as the stream is. */
  public Stream<CommitRecord> records() {
    return segments.log().backwards();
  }

  @Override
  public boolean append(CommitRecord record) {
    return segments.append(record);
  }

  @Override
  public void tidy() {
    segments.tidy();
  }

  @Override
  public void publish(LandedFile file) {
    // refused records are as they were sent, personal data and all
    if (file.zone() == Zone.QUARANTINE && madeFolders.add(paths.quarantineTable())) {
      files.makeFolderOfGroup(paths.quarantineTable());
    }
    makeFolder(file.path().substring(0, file.path().lastIndexOf('/')));
    try {
      files.rename(file.staged(), file.path());
    } catch (UncheckedIOException e) {
      if (!files.exists(file.path())) {
        if (files.exists(file.staged())) {
          throw e;
        }
        throw new LandingStoppedException(
            "%s is neither published nor staged at %s: %d rows are lost unless the file is restored"
                .formatted(file.path(), file.staged(), file.rows()));
      }
    }
  }

  @Override
  public void register(CommitRecord record) {
    if (record.compaction() != null) {
      replaced.note(record.seq(), record.compaction());
    }
    if (record.drop() != null) {
      replaced.note(record.seq(), paths, record.drop());
    }
    catalog.register(record, () -> last().map(CommitRecord::keptFrom).orElse(KeptFrom.EVERYTHING));
    if (record.drop() != null) {
      retention.tell(record);
    }
  }

  @Override
  public void reopen(CommitRecord record) {
    record.hours().stream()
        .filter(HourCount::late)
        .map(HourCount::eventHour)
        .distinct()
        .forEach(
            hour -> {
              String marker = paths.reopenedMarker(hour.dt(), hour.hour(), record.seq());
              files.replace(marker, lateRows(record, hour) + "\n");
            });
  }

  private static long lateRows(CommitRecord record, EventHour hour) {
    return record.hours().stream()
        .filter(count -> count.eventHour().equals(hour))
        .mapToLong(HourCount::rows)
        .sum();
  }

  @Override
  public void markPublished(CommitRecord record) {
    files.write(paths.publishedMark(record.seq()), "");
    marks()
        .filter(seq -> seq < record.seq())
        .forEach(seq -> files.delete(paths.publishedMark(seq)));
  }

  @Override
  public void dropStaging(long seq) {
    for (String name : files.names(paths.staging())) {
      if (LandingPaths.seqOf(name) <= seq) {
        files.delete(paths.staging() + "/" + name);
      }
    }
  }

  private OptionalLong greatestMark() {
    return marks().mapToLong(Long::longValue).max();
  }

  private Stream<Long> marks() {
    List<String> names = files.names(paths.published());
    return names.stream().map(LandingPaths::seqOf);
  }

  private void makeFolder(String folder) {
    if (madeFolders.add(folder)) {
      files.makeFolder(folder);
    }
  }
}
