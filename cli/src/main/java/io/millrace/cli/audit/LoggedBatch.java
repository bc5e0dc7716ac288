package io.millrace.cli.audit;

import java.util.List;

/**
 * An entry of a feed's commit log as it stands there, whether or not it is sensible.
 *
 * @param seq its sequence number
 * @param ranges the offsets that it says it took; none for a claim
 * @param files the files that it says it wrote
 * @param replaced the paths, without scheme and host, that readers were moved away from; none but
 *     for a compaction
 */
record LoggedBatch(long seq, List<Range> ranges, List<LoggedFile> files, List<String> replaced) {

  LoggedBatch {
    ranges = List.copyOf(ranges);
    files = List.copyOf(files);
    replaced = List.copyOf(replaced);
  }

  /** An entry that replaced nothing. */
  LoggedBatch(long seq, List<Range> ranges, List<LoggedFile> files) {
    this(seq, ranges, files, List.of());
  }

  /**
   * Offsets of one partition.
   *
   * @param until exclusive
   * @param landed how many of them are said to be in the raw zone
   * @param quarantined how many of them are said to be in quarantine
   */
  record Range(int partition, long from, long until, long landed, long quarantined) {

    String text() {
      return "partition %d [%d, %d)".formatted(partition, from, until);
    }
  }

  /**
   * A file.
   *
   * @param path without scheme and host
   * @param rows its records
   * @param bytes its length
   */
  record LoggedFile(String path, long rows, long bytes) {}
}
