package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.ingest.fraud.stream.Payments.Sent;
import io.millrace.ingest.topic.FraudTopics;
import io.millrace.ingest.topic.TopicException;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RowBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(CONCURRENT)
@ResourceLock(FraudWorld.HOSTS)
class FraudStreamTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private FraudWorld world;

  @BeforeEach
  void startBroker() throws Exception {
    world = FraudWorld.start(folder);
  }

  @AfterEach
  void stopBroker() {
    world.close();
  }

  @Test
  void instancesShareThePartitionsAndOneThatEndsLeavesItsOwnToTheOther() throws Exception {
    List<Sent> payments = Payments.of(Payments.FEED, 4, 6_000);
    int half = payments.size() / 2;
    try (FraudStream one = start(world.settings("one"))) {
      try (FraudStream two = start(world.settings("two"))) {
        // given both work
        await().atMost(LONG).until(() -> one.isRunning() && two.isRunning());
        world.send(payments.subList(0, half));
        await().atMost(LONG).until(world::isAllCommitted);
        assertThat(one.progress().payments()).isPositive();
        assertThat(two.progress().payments()).isPositive();
      }

      // when one is left
      world.send(payments.subList(half, payments.size()));
      await().atMost(LONG).until(world::isAllCommitted);
    }

    // then
    FileHost expected = world.fileHost();
    assertThat(world.scores()).isEqualTo(expected.scores());
    assertThat(world.alerts()).isEqualTo(expected.alerts()).isNotEmpty();
  }

  @Test
  void aHostThatWasEndedGoesOnBehindWhatItHadCommitted() throws Exception {
    List<Sent> payments = Payments.of(Payments.FEED, 5, 4_000);
    int half = payments.size() / 2;
    for (List<Sent> part :
        List.of(payments.subList(0, half), payments.subList(half, payments.size()))) {
      try (FraudStream stream = start(world.settings("one"))) {
        world.send(part);
        await().atMost(LONG).until(world::isAllCommitted);
        assertThat(stream.progress().payments()).isPositive();
      }
    }

    assertThat(world.scores()).isEqualTo(world.fileHost().scores());
  }

  @Test
  void itGoesOnWhereAHostOfAnotherKindHasEnded() throws Exception {
    // given accounts and offsets as that host commits them
    List<Sent> payments = Payments.of(Payments.FEED, 7, 4_000);
    int half = payments.size() / 2;
    world.send(payments.subList(0, half));
    Map<Integer, Long> ends = commitAsAnotherKindOfHost();

    // when
    world.send(payments.subList(half, payments.size()));
    try (FraudStream stream = start(world.settings("one"))) {
      await().atMost(LONG).until(world::isAllCommitted);
      assertThat(stream.progress().duplicates()).isPositive();
    }

    // then it evaluates what was left, against what came before
    FileHost expected = world.fileHost();
    assertThat(world.scores()).isEqualTo(behind(ends, expected.scores())).isNotEmpty();
    assertThat(world.alerts()).isEqualTo(behind(ends, expected.alerts())).isNotEmpty();
  }

  private static List<Row> behind(Map<Integer, Long> ends, List<Row> rows) {
    return rows.stream().filter(row -> row.offset() >= ends.get(row.partition())).toList();
  }

  /** Evaluates all that there is; says where each partition ends. */
  private Map<Integer, Long> commitAsAnotherKindOfHost() throws Exception {
    new FraudTopics(world.admin(), TopicSettings.SINGLE_BROKER, LONG)
        .ensure(Payments.FEED.topic(), FraudOutputs.LIVE);
    FraudEvaluator evaluator = new FraudEvaluator(Payments.RULES.parse());
    RecordDecoder decoder = new RecordDecoder(Payments.FEED);
    PaymentFields fields = new PaymentFields(Payments.FEED);
    RowBuffer row = new RowBuffer(Payments.FEED);
    Map<Integer, Map<String, AccountState>> accounts = new HashMap<>();
    Map<Integer, Long> ends = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : world.payments()) {
      ends.put(record.partition(), record.offset() + 1);
      if (decoder.decode(record.value(), record.timestamp(), row) == null) {
        Payment payment = fields.payment(row);
        evaluator.evaluate(
            accounts
                .computeIfAbsent(record.partition(), partition -> new HashMap<>())
                .computeIfAbsent(payment.accountId(), id -> evaluator.newAccount()),
            payment);
      }
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", world.brokers(), "transactional.id", "another-kind"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (Map.Entry<Integer, Map<String, AccountState>> partition : accounts.entrySet()) {
        for (Map.Entry<String, AccountState> account : partition.getValue().entrySet()) {
          Future<RecordMetadata> unused =
              producer.send(
                  new ProducerRecord<>(
                      FraudOutputs.LIVE.accounts(),
                      partition.getKey(),
                      account.getKey().getBytes(UTF_8),
                      evaluator.write(account.getValue())));
        }
      }
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      ends.forEach(
          (partition, end) ->
              offsets.put(
                  new TopicPartition(Payments.FEED.topic(), partition),
                  new OffsetAndMetadata(end)));
      producer.sendOffsetsToTransaction(
          offsets, new ConsumerGroupMetadata(FraudOutputs.LIVE.group()));
      producer.commitTransaction();
    }
    return ends;
  }

  @Test
  void itGoesOnWhenTheBrokerIsBack() throws Exception {
    List<Sent> payments = Payments.of(Payments.FEED, 6, 4_000);
    int half = payments.size() / 2;
    try (FraudStream stream = start(world.settings("one"))) {
      world.send(payments.subList(0, half));
      await().atMost(LONG).until(() -> world.committed() > 0);

      world.startBrokerAgain();
      world.send(payments.subList(half, payments.size()));

      await().atMost(LONG).until(world::isAllCommitted);
      assertThat(stream.progress().payments()).isPositive();
    }

    FileHost expected = world.fileHost();
    assertThat(world.scores()).isEqualTo(expected.scores());
    assertThat(world.alerts()).isEqualTo(expected.alerts());
  }

  @Test
  void whileAnotherKindOfHostOwnsTheTopicsThisOneIsRefusedAndItsShadowIsNot() throws Exception {
    try (Consumer<byte[], byte[]> other = otherKind()) {
      other.subscribe(List.of(Payments.FEED.topic()));
      await()
          .atMost(LONG)
          .until(
              () -> {
                other.poll(Duration.ofMillis(100));
                return !other.assignment().isEmpty();
              });

      assertThatThrownBy(() -> start(world.settings("one")))
          .isInstanceOf(OutputsHeldException.class)
          .hasMessageContaining("risk-scores and fraud-alerts are written by another-kind")
          .hasMessageContaining("--shadow");

      StreamSettings shadow =
          StreamSettings.of(world.brokers(), FraudOutputs.SHADOW, world.stateFolder("shadow"));
      try (FraudStream stream = start(shadow)) {
        await().atMost(LONG).until(stream::isRunning);
      }
    }
  }

  @Test
  void whileItOwnsTheTopicsAnotherKindOfHostIsRefused() throws Exception {
    try (FraudStream stream = start(world.settings("one"));
        Consumer<byte[], byte[]> other = otherKind()) {
      await().atMost(LONG).until(stream::isRunning);
      other.subscribe(List.of(Payments.FEED.topic()));

      assertThatThrownBy(() -> other.poll(Duration.ofSeconds(20)))
          .isInstanceOf(InconsistentGroupProtocolException.class);
    }
  }

  @Test
  void twoInstancesInOneFolderAreRefused() throws Exception {
    try (FraudStream stream = start(world.settings("one"))) {
      await().atMost(LONG).until(stream::isRunning);

      assertThatThrownBy(() -> start(world.settings("one")))
          .isInstanceOf(StreamFailedException.class)
          .hasMessageContaining("in use by another instance")
          .hasMessageContaining("--state-dir");
    }
  }

  @Test
  void topicsOfOtherSettingsAreRefusedAllTogether() throws Exception {
    world
        .admin()
        .createTopics(
            List.of(
                new NewTopic("risk-scores", 2, (short) 1),
                new NewTopic("fraud-alerts", 3, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact"))))
        .all()
        .get();

    assertThatThrownBy(() -> start(world.settings("one")))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("risk-scores: partitions is 2, needed 3, as transactions has")
        .hasMessageContaining(
            "fraud-alerts: message.timestamp.type is CreateTime, needed LogAppendTime")
        .hasMessageContaining("fraud-alerts: cleanup.policy is compact, needed delete");
  }

  @Test
  void topicsOfAlertsOfTheSecondStageAreThoseOfAlertsAndACompactedOne() throws Exception {
    FraudTopics topics = new FraudTopics(world.admin(), TopicSettings.SINGLE_BROKER, LONG);

    assertThat(topics.ensureSecondAlerts(Payments.FEED.topic()))
        .containsExactly(
            "topic fraud-second-alerts: created, 3 partitions",
            "topic fraud-second-alerts-sent: created, 1 partition");
    assertThat(topics.ensureSecondAlerts(Payments.FEED.topic())).isEmpty();
    ConfigResource alerts = new ConfigResource(ConfigResource.Type.TOPIC, "fraud-second-alerts");
    ConfigResource sent = new ConfigResource(ConfigResource.Type.TOPIC, "fraud-second-alerts-sent");
    Map<ConfigResource, Config> configs =
        world.admin().describeConfigs(List.of(alerts, sent)).all().get();
    assertThat(configs.get(alerts).get("message.timestamp.type").value())
        .isEqualTo("LogAppendTime");
    assertThat(configs.get(alerts).get("cleanup.policy").value()).isEqualTo("delete");
    assertThat(configs.get(alerts).get("max.message.bytes").value())
        .isEqualTo(Integer.toString(FraudOutputs.GREATEST_STATE_BYTES));
    assertThat(configs.get(sent).get("cleanup.policy").value()).isEqualTo("compact");
  }

  @Test
  void whatIsLostWithTheTopicOfWhatWasSentIsToldBeforeAnybodyDeletesIt() throws Exception {
    world
        .admin()
        .createTopics(List.of(new NewTopic("fraud-second-alerts-sent", 2, (short) 1)))
        .all()
        .get();
    FraudTopics topics = new FraudTopics(world.admin(), TopicSettings.SINGLE_BROKER, LONG);

    assertThatThrownBy(() -> topics.ensureSecondAlerts(Payments.FEED.topic()))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("fraud-second-alerts-sent: partitions is 2, needed 1")
        .hasMessageContaining(
            "If fraud-second-alerts-sent is deleted, alerts that are not on fraud-second-alerts");
  }

  @Test
  void topicsAreMadeWithTheSourcesPartitionsAndAChangelogThatIsCompacted() throws Exception {
    List<String> said = new ArrayList<>();
    try (FraudStream stream =
        FraudStream.start(
            world.settings("one"),
            DeclaredRules.unlessOthersAreInEffect(Payments.RULES),
            DeclaredPayments.of(Payments.FEED),
            StreamListener.NONE,
            said::add,
            Clock.systemUTC())) {
      await().atMost(LONG).until(stream::isRunning);
    }

    assertThat(said)
        .containsExactly(
            "topic risk-scores: created, 3 partitions",
            "topic fraud-alerts: created, 3 partitions",
            "topic millrace-fraud-accounts-changelog: created, 3 partitions",
            "topic fraud-rules: created, 1 partition",
            "topic fraud-rules-in-effect: created, 1 partition");
    ConfigResource changelog =
        new ConfigResource(ConfigResource.Type.TOPIC, "millrace-fraud-accounts-changelog");
    assertThat(
            world
                .admin()
                .describeConfigs(List.of(changelog))
                .all()
                .get()
                .get(changelog)
                .get("cleanup.policy")
                .value())
        .isEqualTo("compact");
  }

  @Test
  void aMissingTopicOfPaymentsIsToldWithWhatMakesIt() throws Exception {
    world.admin().deleteTopics(List.of(Payments.FEED.topic())).all().get();
    await()
        .atMost(LONG)
        .until(() -> !world.admin().listTopics().names().get().contains(Payments.FEED.topic()));

    assertThatThrownBy(() -> start(world.settings("one")))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("There is no topic transactions")
        .hasMessageContaining("millrace feed apply transactions");
  }

  private static FraudStream start(StreamSettings settings) throws Exception {
    return FraudStream.start(
        settings,
        DeclaredRules.unlessOthersAreInEffect(Payments.RULES),
        DeclaredPayments.of(Payments.FEED),
        StreamListener.NONE,
        said -> {},
        Clock.systemUTC());
  }

  /** A member of the same group by another protocol, as a host of another kind is. */
  private Consumer<byte[], byte[]> otherKind() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            world.brokers(),
            "group.id",
            "millrace-fraud",
            "client.id",
            "another-kind",
            "enable.auto.commit",
            "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
