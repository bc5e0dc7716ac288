package io.millrace.warehouse.audit;

/**
 * What a Hive reader counts of one topic-partition in one table.
 *
 * @param rows all rows
 * @param least the least offset
 * @param greatest the greatest offset
 * @param distinct how many different offsets
 */
record TableCounts(long rows, long least, long greatest, long distinct) {

  /** Nothing of the partition is in the table. */
  static final TableCounts NONE = new TableCounts(0, Long.MAX_VALUE, Long.MIN_VALUE, 0);
}
