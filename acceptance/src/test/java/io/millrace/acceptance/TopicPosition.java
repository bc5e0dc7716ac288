package io.millrace.acceptance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a group has committed a topic, and where that ends, over all partitions together. */
public final class TopicPosition implements AutoCloseable {

  private final Admin admin;
  private final String topic;
  private final String group;

  public TopicPosition(String brokers, String topic, String group) {
    this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
    this.topic = topic;
    this.group = group;
  }

  /** Records that the group has dealt with; 0 while there is no such group. */
  public long committed() throws InterruptedException {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(at -> at.getKey().topic().equals(topic) && at.getValue() != null)
          .map(Map.Entry::getValue)
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      return 0; // there is no such group yet, or its coordinator does not say now
    }
  }

  /** Records that the topic has, and had. */
  public long end() throws InterruptedException {
    try {
      List<TopicPartition> partitions =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      long sum = 0;
      var ends =
          admin.listOffsets(
              partitions.stream()
                  .collect(java.util.stream.Collectors.toMap(p -> p, p -> OffsetSpec.latest())));
      for (TopicPartition partition : partitions) {
        sum += ends.partitionResult(partition).get().offset();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the brokers do not say where %s ends".formatted(topic), e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
