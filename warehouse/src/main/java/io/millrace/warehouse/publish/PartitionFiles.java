package io.millrace.warehouse.publish;

/**
 * The files of one generation of one partition.
 *
 * @param location their folder, as a full URI
 * @param files how many there are
 * @param bytes their length together
 */
public record PartitionFiles(String location, long files, long bytes) {}
