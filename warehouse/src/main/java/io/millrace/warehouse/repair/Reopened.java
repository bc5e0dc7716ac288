package io.millrace.warehouse.repair;

import io.millrace.warehouse.publish.PartitionKey;

/**
 * A landing batch brought rows to an hour that was closed.
 *
 * @param feed whose hour
 * @param hour which
 * @param seq number of the batch in the feed's log
 */
public record Reopened(String feed, PartitionKey hour, long seq) {}
