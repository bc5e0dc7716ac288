package io.millrace.acceptance.measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What comes to a topic from now on, on a thread of its own. */
final class TopicTail implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Integer, Long> starts = new TreeMap<>();
  private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
  private final Thread thread;
  private volatile boolean ending;

  /**
   * Begins to read.
   *
   * @param reader called for each record, in the order of its partition
   */
  TopicTail(String brokers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    this(brokers, topic, "read_uncommitted", reader);
  }

  /** The same for a reader of committed records alone, who says so by {@code isolation}. */
  TopicTail(
      String brokers,
      String topic,
      String isolation,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    this.reader = reader;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "isolation.level", isolation),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(p -> starts.put(p.partition(), consumer.position(p)));
    this.thread = new Thread(this::read, "tail of " + topic);
    thread.start();
  }

  /** The first offset that is read, by partition. */
  Map<Integer, Long> starts() {
    return Map.copyOf(starts);
  }

  @Override
  public void close() {
    ending = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }

  private void read() {
    try {
      while (!ending) {
        consumer.poll(Duration.ofMillis(100)).forEach(reader);
      }
    } catch (WakeupException e) {
      // closing
    }
  }
}
