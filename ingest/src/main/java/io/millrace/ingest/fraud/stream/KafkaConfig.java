package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.FraudOutputs;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** A host's settings by the names of Kafka Streams. */
final class KafkaConfig {

  /** How long after its last sign of life an instance's partitions, and its lease, are free. */
  static final Duration SESSION = Duration.ofSeconds(10);

  private static final Duration TRANSACTION = Duration.ofMinutes(1);
  private static final Duration LONGEST_POLL = Duration.ofMillis(100);
  private static final long RECORD_CACHE_BYTES = 8L * 1024 * 1024;

  private KafkaConfig() {}

  static Properties of(StreamSettings settings, InstanceId instance) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.outputs().group());
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
    config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder().toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // Sooner when CommitPace asks for it.
    config.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.backlogCommitInterval().toMillis());
    // A thread looks whether a commit is due after each poll, and a poll of an idle topic lasts.
    config.put(
        StreamsConfig.POLL_MS_CONFIG,
        Math.min(settings.commitInterval().toMillis(), LONGEST_POLL.toMillis()));
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.topics().replication());
    // An account that pays often goes into the changelog once for each commit. No larger: accounts
    // are held as objects, and a large cache is a deep tree of what was written long ago.
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, RECORD_CACHE_BYTES);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    // Who starts again under its own name gets its partitions back without waiting for the session.
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance.text());
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) SESSION.toMillis());
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) SESSION.dividedBy(5).toMillis());
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) TRANSACTION.toMillis());
    // Readers of uncommitted records wait for nothing else; under load batches fill by themselves.
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        FraudOutputs.GREATEST_STATE_BYTES);
    return config;
  }
}
