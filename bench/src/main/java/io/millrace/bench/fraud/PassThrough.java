package io.millrace.bench.fraud;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Kafka Streams that copies a topic and does nothing else, with the guarantee, the commit interval
 * and the threads of the fraud host. It keeps no state and writes one record for each, where the
 * fraud host has a store with its changelog and two topics.
 */
final class PassThrough implements AutoCloseable {

  /** The group that it commits in. */
  static final String GROUP = "pass-through";

  private static final String OUTPUT = "copied";

  private final KafkaStreams streams;

  private PassThrough(KafkaStreams streams) {
    this.streams = streams;
  }

  static PassThrough start(
      String brokers, Admin admin, String source, int partitions, Path state, Duration commit)
      throws Exception {
    admin.createTopics(List.of(new NewTopic(OUTPUT, partitions, (short) 1))).all().get();
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commit.toMillis());
    config.put(StreamsConfig.POLL_MS_CONFIG, commit.toMillis());
    config.put(
        StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass().getName());
    config.put(
        StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass().getName());
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    Topology copy = new Topology().addSource("in", source).addSink("out", OUTPUT, "in");
    KafkaStreams streams = new KafkaStreams(copy, config);
    streams.start();
    return new PassThrough(streams);
  }

  @Override
  public void close() {
    streams.close(new KafkaStreams.CloseOptions().leaveGroup(true).timeout(Duration.ofSeconds(30)));
  }
}
