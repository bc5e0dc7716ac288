package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecordJson;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.HourCount;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.LandingStore;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Landing's store in HDFS: a folder of commit records, one of marks, staging, and the tables. */
public final class HdfsLandingStore implements LandingStore {

  private final HdfsFiles files;
  private final LandingPaths paths;
  private final PartitionCatalog catalog;
  private final ReplacedHours replaced;
  private final Set<String> madeFolders = new HashSet<>();

  public HdfsLandingStore(HdfsFiles files, LandingPaths paths, PartitionCatalog catalog) {
    this.files = files;
    this.paths = paths;
    this.catalog = catalog;
    this.replaced = new ReplacedHours(files, paths.root());
  }

  @Override
  public Optional<CommitRecord> last() {
    return records().findFirst();
  }

  @Override
  public Optional<CommitRecord> unpublished() {
    long published = greatestMark().orElse(0);
    return records()
        .filter(record -> record.kind() != CommitRecord.Kind.CLAIM)
        .findFirst()
        .filter(record -> record.seq() > published);
  }

  @Override
  public Optional<HourFiles> hour(String table, String dt, String hour) {
    return catalog.hour(table, dt, hour);
  }

  /** The log from its end to its beginning, read as far as the stream is. */
  Stream<CommitRecord> records() {
    Iterator<CommitRecord> backwards =
        files.names(paths.log()).stream()
            .filter(name -> name.endsWith(".json"))
            .sorted(Comparator.reverseOrder())
            .map(name -> read(paths.log() + "/" + name))
            .iterator();
    return Stream.iterate(
            Optional.<CommitRecord>empty(),
            ignored -> backwards.hasNext() ? Optional.of(backwards.next()) : Optional.empty())
        .skip(1)
        .takeWhile(Optional::isPresent)
        .map(Optional::get);
  }

  @Override
  public boolean append(CommitRecord record) {
    String temp = paths.logTemp(record.seq(), record.attempt());
    makeFolder(paths.log());
    files.write(temp, CommitRecordJson.write(record) + "\n");
    if (files.rename(temp, paths.logEntry(record.seq()))) {
      return true;
    }
    files.delete(temp);
    return read(paths.logEntry(record.seq())).equals(record);
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
    catalog.register(record);
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
              files.write(marker, lateRows(record, hour) + "\n");
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

  private CommitRecord read(String path) {
    String text =
        files
            .read(path)
            .orElseThrow(
                () -> new LandingStoppedException(path + " vanished while it was being read"));
    return CommitRecordJson.read(path, text);
  }

  private void makeFolder(String folder) {
    if (madeFolders.add(folder)) {
      files.makeFolder(folder);
    }
  }
}
