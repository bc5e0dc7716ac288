package io.millrace.streaming.compact;

import java.util.Comparator;

/**
 * Rows that stand behind each other in a file, of one topic-partition and with ascending offsets.
 *
 * @param file the file's place among the files that are merged
 * @param firstRow the first row's place in the file, from 0
 * @param rows how many
 * @param partition the topic-partition's number
 * @param first the least offset
 * @param last the greatest offset
 */
record Run(int file, long firstRow, long rows, int partition, long first, long last) {

  /** By partition, then by first offset. */
  static final Comparator<Run> ORDER =
      Comparator.comparingInt(Run::partition)
          .thenComparingLong(Run::first)
          .thenComparingInt(Run::file)
          .thenComparingLong(Run::firstRow);
}
