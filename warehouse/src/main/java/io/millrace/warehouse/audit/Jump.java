package io.millrace.warehouse.audit;

/**
 * Two neighbouring rows of a partition, raw and quarantine together in the order of offsets, that
 * are not one offset apart.
 *
 * @param offset the offset of the first
 * @param next the offset of the second: the same one when it is there twice, a greater one when
 *     those between are missing
 */
record Jump(int partition, long offset, long next) {}
