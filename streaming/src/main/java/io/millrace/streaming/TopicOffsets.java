package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandingStoppedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
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

  /**
   * Where a reader must begin so that it continues the commit log: for every partition of the topic
   * its position, or the earliest offset if no batch ever took one of it.
   *
   * @throws LandingStoppedException if the broker no longer has what comes next, or has less than
   *     was landed
   */
  Map<Integer, Long> resumeAfter(Optional<CommitRecord> last) {
    Map<Integer, Long> earliest = earliest();
    Map<Integer, Long> latest = latest();
    Map<Integer, Long> start = new TreeMap<>(earliest);
    last.map(CommitRecord::endsByPartition)
        .orElse(Map.of())
        .forEach(
            (partition, end) -> {
              Long first = earliest.get(partition);
              Long next = latest.get(partition);
              if (first == null || next < end) {
                throw new LandingStoppedException(
                    "topic %s, partition %d ends at offset %s, but the commit log has landed it up to %d: the topic was recreated; land it as a new feed"
                        .formatted(topic, partition, next, end));
              }
              if (first > end) {
                throw new LandingStoppedException(
                    "topic %s, partition %d begins at offset %d, but landing ended at %d: offsets [%d, %d) are gone from the broker"
                        .formatted(topic, partition, first, end, end, first));
              }
              start.put(partition, end);
            });
    return start;
  }

  private Map<Integer, Long> offsets(OffsetSpec spec) {
    List<Integer> partitions =
        await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().stream()
            .map(info -> info.partition())
            .toList();
    Map<TopicPartition, OffsetSpec> request =
        partitions.stream().collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> spec));
    Map<Integer, Long> offsets = new TreeMap<>();
    await(admin.listOffsets(request).all())
        .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new LandingStoppedException(
            "topic " + topic + " does not exist; `millrace stream start` creates it");
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
