package io.millrace.model.landing;

import java.time.Instant;
import java.util.Objects;

/**
 * How far a topic-partition has come in {@code kafka_time}, which never falls within a partition.
 *
 * @param partition the topic-partition's number
 * @param time the greatest {@code kafka_time} of its records so far
 */
public record PartitionTime(int partition, Instant time) {

  public PartitionTime {
    Objects.requireNonNull(time, "time");
  }
}
