package io.millrace.bench.landing;

import io.millrace.bench.ActivityRows;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.WireEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic full of activity, in order of event time over the three hours before now. */
final class Topic implements AutoCloseable {
  private static final int DISTINCT = 50_000;
  private static final Duration SPAN = Duration.ofHours(3);

  private final Admin admin;
  private final Feed feed;

  private Topic(Admin admin, Feed feed) {
    this.admin = admin;
    this.feed = feed;
  }

  /** Makes it and waits until the broker has that many records. */
  static Topic fill(String brokers, Feed feed, long records) {
    Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
    new Topics(admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(30)).ensure(feed);
    Object[][] rows = ActivityRows.of(feed, DISTINCT);
    WireEncoder encoder = WireEncoder.of(feed);
    int time = feed.indexOf(feed.eventTimeField());
    long first = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().minus(SPAN));
    double step = (double) SPAN.toNanos() / 1_000 / records;
    Map<String, Object> settings = ProducerSettings.of(brokers, "millrace-bench").kafkaConfig();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long i = 0; i < records; i++) {
        Object[] row = rows[(int) (i % rows.length)];
        row[time] = first + (long) (i * step);
        byte[] key = feed.keyOf(row).orElseThrow().getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(new ProducerRecord<>(feed.topic(), key, encoder.encode(row)));
      }
      producer.flush();
    }
    return new Topic(admin, feed);
  }

  Feed feed() {
    return feed;
  }

  @Override
  public void close() {
    try (admin) {
      admin
          .deleteTopics(List.of(feed.topic(), feed.dlqTopic()))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }
}
