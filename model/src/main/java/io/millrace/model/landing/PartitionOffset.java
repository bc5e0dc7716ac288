package io.millrace.model.landing;

/** A position in a topic-partition: every offset below it has been taken by some batch. */
public record PartitionOffset(int partition, long offset) {}
