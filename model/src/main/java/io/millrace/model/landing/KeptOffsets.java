package io.millrace.model.landing;

/**
 * What the broker keeps of a topic-partition.
 *
 * @param begin the first offset kept; those below it were deleted by retention
 * @param end the offset that the next record will get
 */
public record KeptOffsets(long begin, long end) {}
