package io.millrace.bench.fraud;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads scores and alerts on a thread of its own, and notes when it got each. */
final class AlertReader implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final List<Got> got = new ArrayList<>();
  private final Thread thread = new Thread(this::read, "reader");
  private volatile boolean isOver;

  /**
   * A record that was read.
   *
   * @param partition of its payment
   * @param offset of its payment
   * @param millis when it was read, on this machine's clock
   */
  private record Got(String topic, int partition, long offset, long millis) {}

  /**
   * @param isolation {@code read_committed} or {@code read_uncommitted}
   */
  AlertReader(String brokers, String isolation, int partitions) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "isolation.level", isolation),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(FraudOutputs.LIVE.scores(), partition));
      all.add(new TopicPartition(FraudOutputs.LIVE.alerts(), partition));
    }
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
    thread.start();
  }

  private void read() {
    while (!isOver) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        long now = System.currentTimeMillis();
        got.add(
            new Got(
                record.topic(),
                (int) number(record, SourcePosition.PARTITION),
                number(record, SourcePosition.OFFSET),
                now));
      }
    }
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
    return Long.parseLong(new String(record.headers().lastHeader(header).value(), US_ASCII));
  }

  /**
   * Ends it.
   *
   * @param appended when the broker appended each payment, by partition and offset; others do not
   *     count
   * @return milliseconds from the append of a payment until what it gave was read, ascending
   */
  long[] latencies(String topic, Map<Integer, Map<Long, Long>> appended)
      throws InterruptedException {
    isOver = true;
    thread.join();
    long[] latencies =
        got.stream()
            .filter(one -> one.topic().equals(topic))
            .filter(one -> at(one, appended) != null)
            .mapToLong(one -> one.millis() - at(one, appended))
            .toArray();
    Arrays.sort(latencies);
    return latencies;
  }

  private static Long at(Got one, Map<Integer, Map<Long, Long>> appended) {
    return appended.getOrDefault(one.partition(), Map.of()).get(one.offset());
  }

  @Override
  public void close() {
    isOver = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
