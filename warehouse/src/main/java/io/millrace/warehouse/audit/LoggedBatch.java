package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import java.util.List;

/**
 * An entry of a feed's commit log as it stands there, whether or not it is sensible.
 *
 * @param seq its sequence number
 * @param ranges the offsets that it says it took; none but for a batch
 * @param files the files that it says it wrote
 * @param gaps the offsets that it says an operator gave up
 * @param replaced the files that it says readers no longer read, without scheme and host
 * @param kept from which days on it says that the feed is kept
 */
record LoggedBatch(
    long seq,
    List<Range> ranges,
    List<LoggedFile> files,
    List<Gap> gaps,
    List<String> replaced,
    KeptFrom kept) {

  LoggedBatch {
    ranges = List.copyOf(ranges);
    files = List.copyOf(files);
    gaps = List.copyOf(gaps);
    replaced = List.copyOf(replaced);
  }

  /** An entry of a feed that keeps everything. */
  LoggedBatch(
      long seq, List<Range> ranges, List<LoggedFile> files, List<Gap> gaps, List<String> replaced) {
    this(seq, ranges, files, gaps, replaced, KeptFrom.EVERYTHING);
  }

  /** An entry that took offsets and wrote files. */
  LoggedBatch(long seq, List<Range> ranges, List<LoggedFile> files) {
    this(seq, ranges, files, List.of());
  }

  /** An entry that gave no offsets up. */
  LoggedBatch(long seq, List<Range> ranges, List<LoggedFile> files, List<String> replaced) {
    this(seq, ranges, files, List.of(), replaced);
  }

  /**
   * Offsets of one partition that nobody can land any more.
   *
   * @param until where landing went on, exclusive; below {@code from} where the topic's offsets
   *     began anew
   */
  record Gap(int partition, long from, long until) {

    boolean startsAnew() {
      return until < from;
    }
  }

  /**
   * Offsets of one partition.
   *
   * @param until exclusive
   * @param landed how many of them are said to be in the raw zone
   * @param quarantined how many of them are said to be in quarantine
   */
  record Range(int partition, long from, long until, long landed, long quarantined) {

    /** Whether all offsets are accounted for. */
    boolean balances() {
      return landed + quarantined == until - from;
    }

    String text() {
      return "partition %d [%d, %d)".formatted(partition, from, until);
    }
  }

  /**
   * A file.
   *
   * @param path without scheme and host
   * @param zone {@code raw} or {@code quarantine}, null if it is not said
   * @param dt its day, null if it is not said
   * @param rows its records
   * @param bytes its length
   */
  record LoggedFile(String path, String zone, String dt, long rows, long bytes) {

    /** A file of no day that could be dropped. */
    LoggedFile(String path, long rows, long bytes) {
      this(path, null, null, rows, bytes);
    }

    boolean isRaw() {
      return "raw".equals(zone);
    }

    /** Whether it is of a day that is not kept. */
    boolean isDropped(KeptFrom kept) {
      if (dt == null) {
        return false;
      }
      return isRaw() ? !kept.keepsRaw(dt) : !kept.keepsQuarantine(dt);
    }
  }
}
