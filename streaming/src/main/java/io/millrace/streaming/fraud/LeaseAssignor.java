package io.millrace.streaming.fraud;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;

/**
 * The protocol of members that only hold the lease: they are given no partitions, since Spark reads
 * payments by itself. A group has members of one protocol at a time.
 */
public final class LeaseAssignor implements ConsumerPartitionAssignor {

  /** The protocol's name. */
  static final String NAME = "millrace-spark";

  /** Made by the consumer. */
  public LeaseAssignor() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public GroupAssignment assign(Cluster cluster, GroupSubscription members) {
    return new GroupAssignment(
        members.groupSubscription().keySet().stream()
            .collect(Collectors.toMap(member -> member, member -> new Assignment(List.of()))));
  }
}
