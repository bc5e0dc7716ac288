package io.millrace.cli.kafka;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.landing.KeptOffsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the broker keeps of topics. Feed topics are not transactional, so offsets are records. */
public final class TopicOffsets implements AutoCloseable {

  private final Admin admin;
  private final String brokers;

  private TopicOffsets(Admin admin, String brokers) {
    this.admin = admin;
    this.brokers = brokers;
  }

  public static TopicOffsets open(ClusterSettings settings) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, "millrace-cli");
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    return new TopicOffsets(Admin.create(config), settings.brokers());
  }

  /**
   * The offsets that the broker keeps of a topic, by partition; empty if there is no such topic.
   *
   * @throws CommandFailure if the broker does not answer
   */
  public Map<Integer, KeptOffsets> of(String topic) throws InterruptedException {
    try {
      TopicDescription description =
          admin.describeTopics(java.util.List.of(topic)).allTopicNames().get().get(topic);
      Collection<TopicPartition> partitions =
          description.partitions().stream()
              .map(TopicPartitionInfo::partition)
              .map(number -> new TopicPartition(topic, number))
              .toList();
      Map<TopicPartition, ListOffsetsResultInfo> first = ask(partitions, OffsetSpec.earliest());
      Map<TopicPartition, ListOffsetsResultInfo> end = ask(partitions, OffsetSpec.latest());
      Map<Integer, KeptOffsets> kept = new TreeMap<>();
      for (TopicPartition partition : partitions) {
        kept.put(
            partition.partition(),
            new KeptOffsets(first.get(partition).offset(), end.get(partition).offset()));
      }
      return kept;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Map.of();
      }
      throw new CommandFailure(
          ExitStatus.NOT_RUNNING,
          "Kafka at %s tells no offsets of topic %s (%s). Look at: millrace logs kafka"
              .formatted(brokers, topic, e.getCause().getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ask(
      Collection<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question = new LinkedHashMap<>();
    partitions.forEach(partition -> question.put(partition, spec));
    return admin.listOffsets(question).all().get();
  }
}
