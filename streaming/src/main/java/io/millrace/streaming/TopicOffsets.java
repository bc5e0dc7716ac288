package io.millrace.streaming;

import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.TopicState;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A topic's offsets, asked of the broker. */
public final class TopicOffsets implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 30;

  private final Admin admin;
  private final String topic;

  public TopicOffsets(String brokers, String topic) {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    this.admin = Admin.create(properties);
    this.topic = topic;
  }

  public Map<Integer, Long> earliest() {
    return offsets(OffsetSpec.earliest());
  }

  public Map<Integer, Long> latest() {
    return offsets(OffsetSpec.latest());
  }

  /** For each partition the offset up to which no transaction is open any more. */
  public Map<Integer, Long> latestCommitted() {
    return offsets(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
  }

  /**
   * How far a consumer group has committed, by partition; without those of which it has nothing.
   */
  public Map<Integer, Long> committedBy(String group) {
    Map<Integer, Long> offsets = new TreeMap<>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, at) -> {
              if (at != null && partition.topic().equals(topic)) {
                offsets.put(partition.partition(), at.offset());
              }
            });
    return offsets;
  }

  /** All that the topic has now. Its id is asked last, so that a topic made anew is noticed. */
  public TopicState state() {
    Map<Integer, Long> earliest = earliest();
    Map<Integer, Long> latest = latest();
    return TopicState.of(topic, topicId(), earliest, latest);
  }

  /** Kafka's id of the topic: one that is deleted and made again has another. */
  public String topicId() {
    return description().topicId().toString();
  }

  private Map<Integer, Long> offsets(OffsetSpec spec) {
    return offsets(spec, IsolationLevel.READ_UNCOMMITTED);
  }

  private Map<Integer, Long> offsets(OffsetSpec spec, IsolationLevel isolation) {
    List<Integer> partitions =
        description().partitions().stream().map(info -> info.partition()).toList();
    Map<TopicPartition, OffsetSpec> request =
        partitions.stream().collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> spec));
    Map<Integer, Long> offsets = new TreeMap<>();
    await(admin.listOffsets(request, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  private TopicDescription description() {
    return await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new LandingStoppedException(
            "topic "
                + topic
                + " does not exist; `millrace stream start` creates it, where the stream runs"
                + " `millrace stream restart`");
      }
      throw new IllegalStateException(
          "topic " + topic + ": " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "topic " + topic + ": no answer from the broker in " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for offsets of " + topic, e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
