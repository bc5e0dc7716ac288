package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic, read from its beginning to where it ends now, by a reader of committed records. */
final class Topic {

  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final String brokers;
  private final String name;

  Topic(String brokers, String name) {
    this.brokers = brokers;
    this.name = name;
  }

  /** The values of all records. */
  List<String> values() {
    List<String> values = new ArrayList<>();
    each(record -> values.add(record.value() == null ? null : new String(record.value(), UTF_8)));
    return values;
  }

  /**
   * Writes the value of each record as a line, in the order of its partition.
   *
   * @return how many there are
   */
  long dump(Path file) throws IOException {
    long[] lines = new long[1];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      each(
          record -> {
            try {
              out.write(record.value());
              out.write('\n');
              lines[0]++;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return lines[0];
  }

  private void each(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "enable.auto.commit",
                "false",
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant latest = Instant.now().plus(LONGEST_SILENCE);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (Instant.now().isAfter(latest)) {
          throw new AssertionError(
              "%s is not read to its end, and gave nothing for %s"
                  .formatted(name, LONGEST_SILENCE));
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
        records.forEach(reader);
        if (!records.isEmpty()) {
          latest = Instant.now().plus(LONGEST_SILENCE);
        }
      }
    }
  }
}
