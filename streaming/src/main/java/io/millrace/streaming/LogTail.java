package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.CommitRecordJson;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.SegmentedLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Follows the published records of a commit log, which another thread appends to. */
public final class LogTail {

  /** What one look takes at most, so that a long log does not have to fit into memory. */
  private static final int MOST_RECORDS = 500;

  /**
   * A record whose files readers see.
   *
   * @param visibleAt since when
   */
  public record Published(CommitRecord record, Instant visibleAt) {}

  private final HdfsFiles files;
  private final LandingPaths paths;
  private final SegmentedLog log;
  // the one read last; a tail that lags goes through it record by record
  private List<SegmentedLog.Line> merged = List.of();
  private long mergedSegment = -1;
  private long next;

  /**
   * @param paths of the log
   * @param next the number of the first record to give
   */
  public LogTail(HdfsFiles files, LandingPaths paths, long next) {
    this.files = files;
    this.paths = paths;
    this.log = new SegmentedLog(files, paths);
    this.next = next;
  }

  /** The number of the newest record that is marked published, 0 before the first. */
  public static long newestPublished(HdfsFiles files, LandingPaths paths) {
    return files.names(paths.published()).stream().mapToLong(LandingPaths::seqOf).max().orElse(0);
  }

  /**
   * The record of that number.
   *
   * @throws IllegalStateException if the log has it no more
   */
  public CommitRecord record(long seq) {
    long segment = SegmentedLog.segmentOf(seq);
    if (segment != mergedSegment) {
      log.merged(segment)
          .ifPresent(
              lines -> {
                merged = lines;
                mergedSegment = segment;
              });
    }
    if (segment == mergedSegment) {
      return merged.get((int) (seq - merged.get(0).seq())).record();
    }
    String path = paths.logEntry(seq);
    return files
        .read(path)
        .map(text -> CommitRecordJson.read(path, text))
        .orElseThrow(() -> new IllegalStateException(path + " is gone from the commit log"));
  }

  /**
   * What was published since the last look, in order, claims left out; not all of it if it is much.
   */
  public List<Published> next() {
    long newest = newestPublished(files, paths);
    List<CommitRecord> records = new ArrayList<>();
    for (long seq = next; seq <= newest && records.size() <= MOST_RECORDS; seq++) {
      CommitRecord record = record(seq);
      if (record.kind() != Kind.CLAIM) {
        records.add(record);
      }
    }
    List<Published> published = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      CommitRecord record = records.get(i);
      if (i + 1 < records.size()) {
        published.add(new Published(record, before(record, records.get(i + 1))));
      } else if (record.seq() == newest) {
        published.add(new Published(record, markedAt(record)));
      }
    }
    if (!published.isEmpty()) {
      next = published.get(published.size() - 1).record().seq() + 1;
    }
    return published;
  }

  /** The record that follows says how long this one took; at the latest it was before that. */
  private static Instant before(CommitRecord record, CommitRecord following) {
    return following.publishedMs() == null
        ? following.decidedAt()
        : record.decidedAt().plusMillis(following.publishedMs());
  }

  /** The mark goes when the next one comes; then the record has a follower by the next look. */
  private Instant markedAt(CommitRecord record) {
    return files.changedAt(paths.publishedMark(record.seq())).orElse(record.decidedAt());
  }
}
