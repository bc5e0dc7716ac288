package io.millrace.cli.audit;

import java.util.List;

/**
 * An entry of a feed's commit log as it stands there, whether or not it is sensible.
 *
 * @param seq its sequence number
 * @param ranges the offsets that it says it took; none for a claim
 * @param files the files that it says it wrote
 */
record LoggedBatch(long seq, List<Range> ranges, List<LoggedFile> files) {

  LoggedBatch {
    ranges = List.copyOf(ranges);
    files = List.copyOf(files);
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
