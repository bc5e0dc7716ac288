package io.millrace.streaming.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.streaming.QueryState;
import io.millrace.streaming.KafkaProcess;
import io.millrace.streaming.TestSpark;
import io.millrace.streaming.fraud.BreakingProducer.Moment;
import io.millrace.streaming.fraud.Payments.Sent;
import io.millrace.streaming.live.LiveQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark as a host of fraud rules, on a real broker. */
@Execution(CONCURRENT)
@ResourceLock(FraudWorld.HOSTS)
class FraudHostTest {

  private static final Duration SOON = Duration.ofMinutes(5);

  @TempDir private static Path brokerFolder;
  private static SparkSession spark;
  private static KafkaProcess kafka;

  @TempDir private Path root;
  private FraudWorld world;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaProcess.start(brokerFolder);
    spark = TestSpark.session();
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.close();
    }
  }

  @BeforeEach
  void emptyTopics() throws Exception {
    world = new FraudWorld(spark, kafka, root);
  }

  @Test
  void scoresAlertsAndAccountsAreThoseOfTheEvaluatorInTheOrderOfOffsets() throws Exception {
    // given
    world.send(Payments.of(1, 700));
    FraudAttempt attempt =
        world
            .beginning(FraudOutputs.LIVE, BatchPublisher::producer)
            .attempt(world.beginning(FraudOutputs.LIVE, BatchPublisher::producer).declarations());

    // when
    await()
        .atMost(SOON)
        .until(
            () -> {
              attempt.tick();
              return attempt.status().lag() == 0;
            });
    attempt.stop();

    // then
    Evaluated expected = assertIsEvaluated();
    assertThat(expected.late()).isPositive();
    assertThat(expected.published()).anyMatch(p -> p.topic().equals("fraud-alerts"));
    assertThat(expected.published()).anyMatch(p -> "run-1".equals(p.run()));
    Map<String, Long> counted = attempt.tally().counted();
    assertThat(counted)
        .containsEntry(Outcome.DUPLICATES, expected.duplicates())
        .containsEntry(Outcome.FOREIGN_KEYS, expected.foreignKeys());
    assertThat(
            counted.entrySet().stream()
                .filter(
                    e ->
                        !e.getKey().equals(Outcome.DUPLICATES)
                            && !e.getKey().equals(Outcome.FOREIGN_KEYS))
                .mapToLong(Map.Entry::getValue)
                .sum())
        .isEqualTo(expected.refused())
        .isPositive();
    assertThat(world.live().files().names(world.live().paths().scratch())).isEmpty();
  }

  @Test
  void aDriverThatWasEndedIsFollowedByOneThatGoesOnBehindIt() throws Exception {
    List<Sent> payments = Payments.of(2, 600);
    for (List<Sent> part : List.of(payments.subList(0, 250), payments.subList(250, 600))) {
      LiveQuery driver = world.driver();
      world.send(part);
      await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(driver));
      driver.stop();
    }

    assertIsEvaluated();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void eachPaymentIsPublishedOnceOnWhicheverSideOfACommitADriverDies(Moment moment)
      throws Exception {
    // given
    world.send(Payments.of(3, 500));
    BreakingProducer breaking = new BreakingProducer(moment, 1);
    LiveQuery dying =
        world.driver(
            FraudOutputs.LIVE,
            (brokers, outputs) -> breaking.around(BatchPublisher.producer(brokers, outputs)));
    await().atMost(SOON).until(breaking::died);
    assertThatThrownBy(dying::tick).isInstanceOf(BreakingProducer.DriverDied.class);
    int before = world.published(FraudOutputs.LIVE).size();

    // when
    LiveQuery driver = world.driver();
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(driver));
    driver.stop();

    // then
    assertThat(before).isLessThan(assertIsEvaluated().published().size());
    breaking.bury();
    assertIsEvaluated();
  }

  @Test
  void aDriverThatAnotherHasTakenOverEndsAndPublishesNothingMore() throws Exception {
    // given
    List<Sent> payments = Payments.of(4, 400);
    LiveQuery zombie = world.driver();
    world.send(payments.subList(0, 150));
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(zombie));

    // when its membership lives on, since it renews it
    LiveQuery successor = startBeside(zombie);
    world.send(payments.subList(150, 400));
    await()
        .atMost(SOON)
        .until(
            () -> {
              zombie.tick();
              return zombie.status().state() == QueryState.STOPPED;
            });
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(successor));
    successor.stop();
    zombie.stop();

    // then
    assertIsEvaluated();
    assertThat(zombie.status().lastError()).contains("another driver writes them");
  }

  @Test
  void aDriverThatKafkaHasGivenUpPublishesNothingAndAnotherBeginsFromWhatIsCommitted()
      throws Exception {
    // given
    List<Sent> payments = Payments.of(5, 400);
    LiveQuery lost = world.driver();
    world.send(payments.subList(0, 150));
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(lost));

    // when
    kafka
        .admin()
        .removeMembersFromConsumerGroup(
            FraudOutputs.LIVE.group(), new RemoveMembersFromConsumerGroupOptions())
        .all()
        .get();
    world.send(payments.subList(150, 400));
    assertThatThrownBy(() -> await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(lost)))
        .isInstanceOf(LeaseLostException.class)
        .hasMessageContaining("risk-scores and fraud-alerts");
    LiveQuery driver = world.driver();
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(driver));
    driver.stop();

    // then
    assertIsEvaluated();
  }

  @Test
  void whileAnotherKindOfHostOwnsTheTopicsThisOneIsRefusedAndItsShadowIsNot() throws Exception {
    world.send(Payments.of(6, 200));
    try (Consumer<byte[], byte[]> other = otherKind()) {
      other.subscribe(List.of(Payments.FEED.topic()));
      await()
          .atMost(SOON)
          .until(
              () -> {
                other.poll(Duration.ofMillis(100));
                return !other.assignment().isEmpty();
              });

      assertThatThrownBy(() -> world.driver())
          .isInstanceOf(OutputsHeldException.class)
          .hasMessageContaining("risk-scores and fraud-alerts are written by another-kind")
          .hasMessageContaining("fraud.host: shadow");

      LiveQuery shadow = world.driver(FraudOutputs.SHADOW, BatchPublisher::producer);
      await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(shadow));
      shadow.stop();
    }

    assertThat(world.published(FraudOutputs.SHADOW))
        .isEqualTo(Evaluated.of(FraudOutputs.SHADOW, world.sent()).published());
    assertThat(world.published(FraudOutputs.LIVE)).isEmpty();
  }

  @Test
  void whileItOwnsTheTopicsAnotherKindOfHostIsRefusedAndOnceItHasEndedItIsNot() throws Exception {
    LiveQuery driver = world.driver();
    try (Consumer<byte[], byte[]> other = otherKind()) {
      other.subscribe(List.of(Payments.FEED.topic()));
      assertThatThrownBy(() -> other.poll(Duration.ofSeconds(20)))
          .isInstanceOf(InconsistentGroupProtocolException.class);
      assertThat(
              kafka
                  .admin()
                  .describeConsumerGroups(List.of(FraudOutputs.LIVE.group()))
                  .all()
                  .get()
                  .get(FraudOutputs.LIVE.group())
                  .members())
          .singleElement()
          .satisfies(member -> assertThat(member.clientId()).isEqualTo("spark-streaming"));
    }

    driver.stop();
    try (Consumer<byte[], byte[]> other = otherKind()) {
      other.subscribe(List.of(Payments.FEED.topic()));
      other.poll(Duration.ofSeconds(5));
      assertThat(other.assignment()).isNotEmpty();
    }
  }

  @Test
  void accountsOfOtherPartitionsAreRefusedWithWhatToDo() throws Exception {
    kafka.addPartitions(Payments.FEED.topic(), Payments.PARTITIONS + 1);

    assertThatThrownBy(() -> world.driver())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "millrace-fraud-accounts-changelog has 3 partitions, the payments have 4");
  }

  /** Another driver, while the first goes on renewing its lease. */
  private LiveQuery startBeside(LiveQuery first) throws Exception {
    LiveQuery[] started = new LiveQuery[1];
    Exception[] failure = new Exception[1];
    Thread starting =
        new Thread(
            () -> {
              try {
                started[0] = world.driver();
              } catch (Exception e) {
                failure[0] = e;
              }
            });
    starting.start();
    await()
        .atMost(SOON)
        .until(
            () -> {
              first.tick();
              return !starting.isAlive();
            });
    if (failure[0] != null) {
      throw failure[0];
    }
    return started[0];
  }

  private Evaluated assertIsEvaluated() {
    Evaluated expected = Evaluated.of(FraudOutputs.LIVE, world.sent());
    assertThat(world.published(FraudOutputs.LIVE)).isEqualTo(expected.published());
    assertThat(world.states(FraudOutputs.LIVE)).isEqualTo(expected.states());
    return expected;
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
