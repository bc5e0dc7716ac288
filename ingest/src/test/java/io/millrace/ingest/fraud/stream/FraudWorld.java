package io.millrace.ingest.fraud.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.fraud.stream.Payments.Sent;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulesInEffect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the topic of payments, what is sent to it, and what a host makes of it. */
final class FraudWorld implements AutoCloseable {

  /** Hosts mostly wait: the tests of one class at a time run beside those of other packages. */
  static final String HOSTS = "hosts of fraud rules";

  private final Path folder;
  private final TestBroker broker;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private volatile long sent;

  private FraudWorld(Path folder, TestBroker broker) {
    this.folder = folder;
    this.broker = broker;
    this.admin = broker.admin();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.brokers(), "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static FraudWorld start(Path folder) throws Exception {
    FraudWorld world = new FraudWorld(folder, TestBroker.start(folder.resolve("broker")));
    new Topics(world.admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(20))
        .ensure(Payments.FEED);
    return world;
  }

  String brokers() {
    return broker.brokers();
  }

  Admin admin() {
    return admin;
  }

  StreamSettings settings(String instance) {
    return StreamSettings.of(brokers(), FraudOutputs.LIVE, stateFolder(instance));
  }

  Path stateFolder(String instance) {
    return folder.resolve(instance);
  }

  /** Has the broker acknowledge them; for one thread at a time. */
  synchronized void send(List<Sent> payments) {
    List<Future<?>> acknowledged = new ArrayList<>();
    for (Sent payment : payments) {
      acknowledged.add(
          producer.send(
              new ProducerRecord<>(Payments.FEED.topic(), payment.key(), payment.value())));
    }
    producer.flush();
    assertThat(acknowledged).allMatch(Future::isDone);
    sent += payments.size();
  }

  /** Ends the broker and starts it again with what it had. */
  void startBrokerAgain() {
    broker.stop();
    broker.startAgain();
  }

  /** Whether a host has committed all that was sent. */
  boolean isAllCommitted() throws Exception {
    return committed() == sent;
  }

  /** Of how many records hosts have committed what they are. */
  long committed() throws Exception {
    return admin
        .listConsumerGroupOffsets(FraudOutputs.LIVE.group())
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  /** The committed scores, by place of their payment. */
  List<Row> scores() {
    return committed(FraudOutputs.LIVE.scores());
  }

  /** The committed alerts, by place of their payment. */
  List<Row> alerts() {
    return committed(FraudOutputs.LIVE.alerts());
  }

  /** What hosts have committed about the rules that they evaluate by, in order. */
  List<RulesInEffect> rulesInEffect() {
    return broker.readCommitted(FraudOutputs.LIVE.rulesInEffect()).stream()
        .map(record -> RulesInEffect.of(record.value()))
        .toList();
  }

  private List<Row> committed(String topic) {
    return Row.sorted(broker.readCommitted(topic).stream().map(Row::of).toList());
  }

  /** What lies on the topic of payments. */
  List<ConsumerRecord<byte[], byte[]>> payments() {
    return broker.read(Payments.FEED.topic());
  }

  /** What the file host says of what lies on the topic. */
  FileHost fileHost() throws IOException {
    List<List<byte[]>> partitions = new ArrayList<>();
    for (int partition = 0; partition < Payments.FEED.partitions(); partition++) {
      int wanted = partition;
      partitions.add(
          broker.read(Payments.FEED.topic()).stream()
              .filter(record -> record.partition() == wanted)
              .map(ConsumerRecord::value)
              .toList());
    }
    return FileHost.over(folder, partitions);
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    broker.close();
  }
}
