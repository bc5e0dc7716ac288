package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecordJson;
import io.millrace.model.landing.HourCount;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.SegmentedLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a commit log. A record is appended as a file of its own, by a rename that does not
 * overwrite; a segment whose numbers are all taken is written once more as one file, its readers
 * are moved there, and its folder goes after a grace.
 *
 * <p>Then its numbers look free to a driver that was away for all that time. So whoever has
 * appended a record looks whether its segment is merged: it then holds the record, or another took
 * the number.
 */
final class LogSegments {

  /** How long queries that began with a segment's folder find it there. */
  static final Duration GRACE = Duration.ofHours(1);

  /** The last day of a segment whose records brought nothing: before all days. */
  private static final String NO_DAY = "0000-00-00";

  private static final Duration LOOK_EVERY = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(LogSegments.class);

  private final HdfsFiles files;
  private final LandingPaths paths;
  private final PartitionCatalog catalog;
  private final SegmentedLog log;
  private final Clock clock;
  private final Set<Long> known = new HashSet<>();
  private volatile long newest = -1;
  private long tidied = -1;
  private Instant nextLook = Instant.MIN;

  LogSegments(HdfsFiles files, LandingPaths paths, PartitionCatalog catalog, Clock clock) {
    this.files = files;
    this.paths = paths;
    this.catalog = catalog;
    this.log = new SegmentedLog(files, paths);
    this.clock = clock;
  }

  SegmentedLog log() {
    return log;
  }

  /** As {@link io.millrace.model.landing.LandingStore#append}. */
  boolean append(CommitRecord record) {
    long segment = SegmentedLog.segmentOf(record.seq());
    makeKnown(segment);
    String temp = paths.logTemp(record.seq(), record.attempt());
    String entry = paths.logEntry(record.seq());
    files.write(temp, CommitRecordJson.write(record) + "\n");
    boolean first = files.rename(temp, entry);
    Optional<CommitRecord> merged = merged(record.seq());
    boolean taken;
    if (merged.isPresent()) {
      taken = merged.get().equals(record);
      if (first && !taken) {
        files.delete(entry);
      }
    } else {
      taken = first || read(entry).equals(record);
    }
    if (!first) {
      files.delete(temp);
    }
    newest = Math.max(newest, segment);
    return taken;
  }

  /** Merges what is full, and takes away folders whose grace is over. For one thread. */
  void tidy() {
    if (newest < 1 || (newest == tidied && clock.instant().isBefore(nextLook))) {
      return;
    }
    long until = newest;
    for (long segment : log.unmerged()) {
      if (segment < until) {
        tidy(segment);
      }
    }
    tidied = until;
    nextLook = clock.instant().plus(LOOK_EVERY);
  }

  private void tidy(long segment) {
    String merged = paths.mergedFile(segment);
    if (!files.exists(merged)) {
      merge(segment);
    }
    catalog.moveSegment(segment, paths.mergedSegment(segment), lastDay(segment));
    files
        .changedAt(merged)
        .filter(at -> at.plus(GRACE).isBefore(clock.instant()))
        .ifPresent(at -> files.delete(paths.segment(segment)));
  }

  private String lastDay(long segment) {
    return log.merged(segment).stream()
        .flatMap(List::stream)
        .map(SegmentedLog.Line::record)
        .flatMap(
            record ->
                Stream.concat(
                    record.hours().stream().map(HourCount::dt),
                    // final windows have no hours of their own
                    record.files().stream()
                        .filter(file -> file.zone() == LandedFile.Zone.LIVE)
                        .map(LandedFile::dt)))
        .max(Comparator.naturalOrder())
        .orElse(NO_DAY);
  }

  private void merge(long segment) {
    List<String> records =
        log.entries(segment).map(line -> line.json().strip()).collect(Collectors.toList());
    long numbers = segment == 0 ? SegmentedLog.SEGMENT - 1 : SegmentedLog.SEGMENT;
    if (records.size() != numbers) {
      throw new LandingStoppedException(
          "%s has %d records, but %d must be there before the next segment begins; restore the files"
              .formatted(paths.segment(segment), records.size(), numbers));
    }
    String temp = paths.mergedSegment(segment) + "/.tmp-" + UUID.randomUUID();
    files.write(temp, String.join("\n", records) + "\n");
    if (!files.rename(temp, paths.mergedFile(segment))) {
      files.delete(temp);
    }
    LOG.info("{}: segment {} is merged, {} records", paths.log(), segment, records.size());
  }

  private void makeKnown(long segment) {
    if (!known.contains(segment)) {
      files.makeFolder(paths.segment(segment));
      catalog.addSegment(segment, paths.segment(segment));
      known.add(segment);
    }
  }

  private Optional<CommitRecord> merged(long seq) {
    if (!files.exists(paths.mergedFile(SegmentedLog.segmentOf(seq)))) {
      return Optional.empty();
    }
    return log.merged(SegmentedLog.segmentOf(seq)).stream()
        .flatMap(List::stream)
        .filter(line -> line.seq() == seq)
        .map(SegmentedLog.Line::record)
        .findFirst();
  }

  private CommitRecord read(String path) {
    String text =
        files
            .read(path)
            .orElseThrow(
                () -> new LandingStoppedException(path + " vanished while it was being read"));
    return CommitRecordJson.read(path, text);
  }
}
