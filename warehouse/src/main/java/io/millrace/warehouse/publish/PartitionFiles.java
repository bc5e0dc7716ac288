package io.millrace.warehouse.publish;

import java.util.OptionalLong;

/**
 * The files of one generation of one partition.
 *
 * @param location their folder, as a full URI
 * @param files how many there are
 * @param bytes their length together
 * @param rows how many rows are in them, where whoever wrote them counted
 * @param lastSeq number of the last landing batch in what they were made of, where that is known
 */
public record PartitionFiles(
    String location, long files, long bytes, OptionalLong rows, OptionalLong lastSeq) {}
