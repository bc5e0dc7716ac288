package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.model.run.RunRecord;
import io.millrace.model.streaming.FraudSettings;
import io.millrace.model.streaming.StreamingSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.KafkaProcess;
import io.millrace.streaming.fraud.Payments.Sent;
import io.millrace.streaming.live.LiveQuery;
import io.millrace.streaming.live.LocalLive;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.SparkSession;

/** A broker with the topics of payments, scores and alerts; drivers are started on it. */
final class FraudWorld {

  /** Hosts mostly wait: the tests of one class at a time run beside those of other packages. */
  static final String HOSTS = "hosts of fraud rules";

  static final FraudSettings SETTINGS =
      StreamingSettings.of(
              Map.of(
                  "fraud.host", "live",
                  "fraud.trigger", "PT0.1S",
                  "fraud.max_offsets", "200",
                  "fraud.tasks", "2"))
          .fraud();

  private static final List<FraudOutputs> ALL = List.of(FraudOutputs.LIVE, FraudOutputs.SHADOW);

  private static final Map<String, String> AS_THEY_ARRIVE =
      Map.of("message.timestamp.type", "LogAppendTime");

  private final SparkSession spark;
  private final KafkaProcess kafka;
  private final LocalLive live;
  private final List<Sent> sent = new ArrayList<>();

  /** Topics of that broker are made anew. */
  FraudWorld(SparkSession spark, KafkaProcess kafka, Path root) throws Exception {
    this.spark = spark;
    this.kafka = kafka;
    this.live = new LocalLive(root, "fraud");
    Set<String> old = kafka.admin().listTopics().names().get(1, TimeUnit.MINUTES);
    for (String topic : old) {
      kafka.delete(topic);
    }
    for (FraudOutputs outputs : ALL) {
      deleteGroup(outputs.group());
      kafka.create(outputs.scores(), Payments.PARTITIONS, AS_THEY_ARRIVE);
      kafka.create(outputs.alerts(), Payments.PARTITIONS, AS_THEY_ARRIVE);
      kafka.create(outputs.accounts(), Payments.PARTITIONS, Map.of("cleanup.policy", "compact"));
      kafka.create(outputs.rules(), 1, AS_THEY_ARRIVE);
      kafka.create(outputs.rulesInEffect(), 1, AS_THEY_ARRIVE);
    }
    // the payments are older than what Kafka keeps
    kafka.create(Payments.FEED.topic(), Payments.PARTITIONS, Map.of("retention.ms", "-1"));
  }

  private void deleteGroup(String group) {
    // a member that died has a session still
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () -> {
              boolean there =
                  kafka.admin().listConsumerGroups().all().get(1, TimeUnit.MINUTES).stream()
                      .anyMatch(listed -> listed.groupId().equals(group));
              if (there) {
                kafka.admin().deleteConsumerGroups(List.of(group)).all().get(1, TimeUnit.MINUTES);
              }
              return true;
            });
  }

  String brokers() {
    return kafka.brokers();
  }

  LocalLive live() {
    return live;
  }

  /** All that was sent, in order. */
  List<Sent> sent() {
    return sent;
  }

  void send(List<Sent> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Sent record : records) {
        ProducerRecord<byte[], byte[]> payment =
            new ProducerRecord<>(
                Payments.FEED.topic(),
                record.partition(),
                Payments.ARRIVAL.toEpochMilli(),
                record.key(),
                record.value());
        if (record.run() != null) {
          payment.headers().add(RunRecord.HEADER, record.run().getBytes(UTF_8));
        }
        producer.send(payment).get(1, TimeUnit.MINUTES);
      }
    }
    sent.addAll(records);
  }

  LiveQuery driver() throws Exception {
    return driver(FraudOutputs.LIVE, BatchPublisher::producer);
  }

  LiveQuery driver(FraudOutputs outputs, FraudBeginning.Producers producers) throws Exception {
    return LiveQuery.start("fraud", beginning(outputs, producers), Clock.systemUTC());
  }

  FraudBeginning beginning(FraudOutputs outputs, FraudBeginning.Producers producers) {
    return new FraudBeginning(
        "fraud",
        () -> new Declaration(1, Payments.FEED, List.of(Payments.FEED.avsc()), null),
        () -> Payments.RULES,
        spark,
        new FraudBeginning.Place(brokers(), outputs, live.files(), live.paths()),
        producers,
        SETTINGS,
        Clock.systemUTC());
  }

  /** Looks after a driver; says whether it has published all that was sent. */
  static boolean hasPublishedAll(LiveQuery driver) throws Exception {
    driver.tick();
    Long lag = driver.status().lag();
    return lag != null && lag == 0;
  }

  /** What readers of committed records see, by topic and payment. */
  List<Published> published(FraudOutputs outputs) {
    List<Published> published = new ArrayList<>();
    for (String topic : List.of(outputs.scores(), outputs.alerts())) {
      committed(topic).forEach(record -> published.add(Published.of(record)));
    }
    published.sort(Published.BY_PAYMENT);
    return published;
  }

  /** Each account's last committed state, in hexadecimal digits, by partition and account. */
  Map<String, String> states(FraudOutputs outputs) {
    Map<String, String> states = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : committed(outputs.accounts())) {
      if (Arrays.equals(record.key(), RulesInEffect.accountsKey())) {
        continue;
      }
      states.put(
          record.partition() + "/" + new String(record.key(), UTF_8),
          HexFormat.of().formatHex(record.value()));
    }
    return states;
  }

  /** What hosts have committed about the rules that they evaluate by, in order. */
  List<RulesInEffect> rulesInEffect() {
    return committed(FraudOutputs.LIVE.rulesInEffect()).stream()
        .map(record -> RulesInEffect.of(record.value()))
        .toList();
  }

  /** Puts rules into effect; says where they lie on their topic. */
  long promote(RuleText rules) throws Exception {
    ProducerRecord<byte[], byte[]> promotion =
        new ProducerRecord<>(
            FraudOutputs.LIVE.rules(),
            rules.parse().version().getBytes(UTF_8),
            rules.yaml().getBytes(UTF_8));
    promotion.headers().add(RulePromotion.KIND_HEADER, RulePromotion.Kind.PROMOTED.bytes());
    return put(promotion);
  }

  /** Puts a record on its topic; says where it lies. */
  long put(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return producer.send(record).get(1, TimeUnit.MINUTES).offset();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
              });
    }
    return records;
  }
}
