package io.millrace.cli.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.publish.Delivery;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.ingest.publish.PublishException;
import io.millrace.model.feed.Feed;
import io.millrace.model.landing.PartitionOffset;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A feed's topic on real brokers. */
final class KafkaReplayTopic implements ReplayTopic {

  /** Of a record that was sent again: where the refused one lies. */
  static final String HEADER = "millrace-quarantine";

  private static final Duration DELIVERY = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** The broker's clock need not be ours. */
  private static final Duration LONGEST_SENDING = Duration.ofHours(1);

  private final Feed feed;
  private final String brokers;
  private final Clock clock;
  private final Map<String, FeedProducer> producers = new HashMap<>();

  KafkaReplayTopic(Feed feed, String brokers, Clock clock) {
    this.feed = feed;
    this.brokers = brokers;
    this.clock = clock;
  }

  @Override
  public Duration mayTakeUntilThere() {
    return DELIVERY;
  }

  @Override
  public List<PartitionOffset> ends() throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer)).entrySet().stream()
          .map(end -> new PartitionOffset(end.getKey().partition(), end.getValue()))
          .toList();
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  @Override
  public Map<Coordinates, Coordinates> send(String run, List<Sendable> records, Instant before)
      throws IOException {
    Map<Coordinates, Coordinates> places = new ConcurrentHashMap<>();
    AtomicReference<PublishException> failure = new AtomicReference<>();
    try {
      FeedProducer producer = producers.computeIfAbsent(run, this::producer);
      for (Sendable record : records) {
        if (!clock.instant().isBefore(before)) {
          throw new IOException("the brokers take records of feed " + feed.name() + " too slowly");
        }
        producer.send(
            record.key(),
            record.value(),
            new RecordHeader(HEADER, record.at().toString().getBytes(UTF_8)),
            new Outcome(record.at(), places, failure));
      }
      producer.flush();
    } catch (PublishException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (failure.get() != null) {
      throw new IOException(failure.get().getMessage(), failure.get());
    }
    return places;
  }

  @Override
  public Map<Coordinates, Coordinates> sentBy(String run, List<PartitionOffset> from, Instant noted)
      throws IOException {
    Map<String, Coordinates> found = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      Map<TopicPartition, Long> until = until(consumer, partitions, noted);
      Map<TopicPartition, Long> kept = consumer.beginningOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (PartitionOffset start : from) {
        TopicPartition partition = new TopicPartition(feed.topic(), start.partition());
        consumer.seek(partition, Math.max(start.offset(), kept.getOrDefault(partition, 0L)));
      }
      while (partitions.stream().anyMatch(p -> consumer.position(p) < until.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
          if (run.equals(header(record, RunRecord.HEADER))) {
            found.put(header(record, HEADER), new Coordinates(record.partition(), record.offset()));
          }
        }
      }
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    return byCoordinates(found);
  }

  @Override
  public void close() {
    producers.values().forEach(FeedProducer::close);
  }

  private static Map<TopicPartition, Long> until(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Instant noted) {
    Map<TopicPartition, Long> until = new HashMap<>(consumer.endOffsets(partitions));
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(p -> times.put(p, noted.plus(LONGEST_SENDING).toEpochMilli()));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> later :
        consumer.offsetsForTimes(times).entrySet()) {
      if (later.getValue() != null) {
        until.put(later.getKey(), later.getValue().offset());
      }
    }
    return until;
  }

  private static Map<Coordinates, Coordinates> byCoordinates(Map<String, Coordinates> found) {
    Map<Coordinates, Coordinates> places = new HashMap<>();
    found.forEach(
        (text, place) -> {
          String[] parts = Objects.requireNonNull(text, HEADER).split(":", 2);
          places.put(new Coordinates(Integer.parseInt(parts[0]), Long.parseLong(parts[1])), place);
        });
    return places;
  }

  private IOException unreadable(KafkaException cause) {
    return new IOException(
        "topic %s cannot be read: %s".formatted(feed.topic(), cause.getMessage()), cause);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(feed.topic())
        .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    return partitions;
  }

  private FeedProducer producer(String run) {
    return FeedProducer.ofRun(
        ProducerSettings.of(brokers, "millrace-quarantine").withDeliveryTimeout(DELIVERY),
        feed,
        run);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "millrace-quarantine",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private record Outcome(
      Coordinates at,
      Map<Coordinates, Coordinates> places,
      AtomicReference<PublishException> failure)
      implements Delivery {

    @Override
    public void acknowledged(int partition, long offset) {
      places.put(at, new Coordinates(partition, offset));
    }

    @Override
    public void failed(PublishException cause) {
      failure.compareAndSet(null, cause);
    }
  }
}
