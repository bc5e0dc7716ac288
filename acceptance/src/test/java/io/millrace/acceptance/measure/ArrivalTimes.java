package io.millrace.acceptance.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the broker appended each record from now on, by the broker's own clock. */
final class ArrivalTimes implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Integer, List<Long>> millis = new TreeMap<>();
  private final Map<Integer, Long> seen = new TreeMap<>();
  private final Map<Integer, Long> starts = new TreeMap<>();
  private final Thread thread = new Thread(this::read, "arrival-times");
  private volatile boolean ending;

  ArrivalTimes(String brokers, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    for (TopicPartition partition : partitions) {
      long start = consumer.position(partition);
      starts.put(partition.partition(), start);
      seen.put(partition.partition(), start);
      millis.put(partition.partition(), new ArrayList<>());
    }
    thread.start();
  }

  /**
   * The records of a partition up to an offset have been seen.
   *
   * @return when each of those that had not been seen before was appended, in milliseconds since
   *     the epoch
   */
  synchronized List<Long> seen(int partition, long lastOffset) {
    long from = seen.get(partition);
    List<Long> times = millis.get(partition);
    long start = starts.get(partition);
    long until = Math.min(lastOffset + 1, start + times.size());
    if (until <= from) {
      return List.of();
    }
    seen.put(partition, until);
    return List.copyOf(
        times.subList(Math.toIntExact(from - start), Math.toIntExact(until - start)));
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
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          synchronized (this) {
            millis.get(record.partition()).add(record.timestamp());
          }
        }
      }
    } catch (WakeupException e) {
      // closing
    }
  }
}
