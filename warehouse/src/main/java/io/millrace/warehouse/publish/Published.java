package io.millrace.warehouse.publish;

import java.util.OptionalLong;

/**
 * What the metastore says of a partition.
 *
 * @param location the folder where readers find it
 * @param lastSeq number of the last landing batch in it, or in what it was made of, where that is
 *     known
 */
public record Published(String location, OptionalLong lastSeq) {}
