package io.millrace.acceptance.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How many records a topic has taken in so far, in all and by partition. */
final class TopicEnds implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  TopicEnds(String brokers, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
  }

  long sum() {
    return byPartition().values().stream().mapToLong(Long::longValue).sum();
  }

  Map<Integer, Long> byPartition() {
    Map<Integer, Long> ends = new TreeMap<>();
    consumer.endOffsets(partitions).forEach((p, end) -> ends.put(p.partition(), end));
    return ends;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
