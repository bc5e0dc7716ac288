package io.millrace.warehouse.publish;

import java.util.OptionalLong;

/**
 * A partition that is dropped, or about to be.
 *
 * @param key which
 * @param rule for people: because of what
 * @param location where its files are
 * @param rows how many rows are in them, where that can be told
 * @param files how many files there are
 * @param bytes their length together
 */
public record DroppedPartition(
    PartitionKey key, String rule, String location, OptionalLong rows, long files, long bytes) {}
