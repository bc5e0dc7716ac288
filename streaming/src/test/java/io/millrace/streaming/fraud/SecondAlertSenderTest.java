package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.fraud.SourcePosition;
import io.millrace.model.fraud.second.BrowsingAlertRows;
import io.millrace.model.fraud.second.SecondAlertRows;
import io.millrace.model.fraud.second.SecondAlertTopic;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.model.streaming.QueryState;
import io.millrace.streaming.FencedException;
import io.millrace.streaming.KafkaProcess;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LocalLive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A reader of committed records sees each alert that a live log has committed once, in order. */
@Execution(CONCURRENT)
@ResourceLock(FraudWorld.HOSTS)
class SecondAlertSenderTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Instant START = Instant.parse("2026-06-15T08:30:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Accounts of alerts take turns; an account's are on one partition. */
  private static final int ACCOUNTS = 3;

  @TempDir private static Path brokerFolder;
  private static KafkaProcess kafka;

  @TempDir private Path root;
  private LocalLive live;
  private LiveTable table;
  private int committed;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaProcess.start(brokerFolder);
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.close();
    }
  }

  @BeforeEach
  void emptyTopics() throws Exception {
    Set<String> old = kafka.admin().listTopics().names().get(1, TimeUnit.MINUTES);
    for (String topic : List.of(SecondAlertTopic.ALERTS, SecondAlertTopic.SENT)) {
      if (old.contains(topic)) {
        kafka.delete(topic);
      }
    }
    kafka.create(SecondAlertTopic.ALERTS, 2, Map.of("message.timestamp.type", "LogAppendTime"));
    kafka.create(SecondAlertTopic.SENT, 1, Map.of("cleanup.policy", "compact"));
    use("alerts", SecondAlertRows.TABLE);
  }

  @Test
  void eachAlertIsThereOnceWhereverTheDriverIsStopped() throws Exception {
    List<StoppedProducer> dead = new ArrayList<>();
    boolean stopped = true;
    for (int moment = 0; stopped; moment++) {
      // given more than goes into a transaction, of which the first ends within a record of the log
      use("stopped-" + moment, SecondAlertRows.TABLE);
      send();
      commit(4);
      commit(0);
      commit(1);

      // when
      StoppedProducer dies = new StoppedProducer(moment);
      dead.add(dies);
      try {
        send(dies::around);
      } catch (StoppedProducer.DriverStopped e) {
        // another driver goes on
      }
      stopped = dies.stopped();
      send();

      // then
      assertThat(sent()).as("stopped at moment %d", moment).isEqualTo(expected(0, 5));
    }
    dead.forEach(StoppedProducer::bury);

    // some of them died when alerts were on the topic, not committed
    assertThat(dead).hasSizeGreaterThan(20);
    assertThat(records("read_uncommitted").size()).isGreaterThan(records("read_committed").size());
  }

  @Test
  void aDriverThatIsReplacedWhileItSendsCommitsNothingMore() throws Exception {
    // given
    send();
    commit(5);
    StoppedProducer late =
        new StoppedProducer(
            Integer.MAX_VALUE,
            call -> {
              if (call.equals("commitTransaction")) {
                send();
              }
            });
    SecondAlertSender zombie = begin(late::around);

    // when
    assertThatThrownBy(zombie::tick)
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("fraud-second-alerts");
    assertThatThrownBy(zombie::tick).isInstanceOf(RuntimeException.class);
    zombie.stop();
    commit(2);
    send();

    // then
    assertThat(sent()).isEqualTo(expected(0, 7));
  }

  @Test
  void aBacklogOfSeveralCommitsIsSentInTheirOrderAndNothingOfItTwice() throws Exception {
    // given
    send();
    for (int alerts : new int[] {1, 7, 0, 2, 5}) {
      commit(alerts);
    }

    // when
    SecondAlertSender driver = begin(UnaryOperator.identity());
    driver.tick();
    driver.stop();
    List<String> first = sent();
    send();
    send();

    // then
    assertThat(first).isEqualTo(expected(0, 3));
    assertThat(sent()).isEqualTo(expected(0, 15));
  }

  @Test
  void aRecordHasTheAccountAsItsKeyAndSaysWhereThePaymentLies() throws Exception {
    send();
    commit(1);
    send();

    ConsumerRecord<byte[], byte[]> record = records("read_committed").get(0);

    assertThat(new String(record.key(), UTF_8)).isEqualTo("account-0");
    assertThat(JSON.readTree(record.value()).get("account_id").asText()).isEqualTo("account-0");
    assertThat(record.headers().lastHeader(SourcePosition.PARTITION).value())
        .isEqualTo(SourcePosition.value(1));
    assertThat(record.headers().lastHeader(SourcePosition.OFFSET).value())
        .isEqualTo(SourcePosition.value(0));
  }

  @Test
  void severalLogsAreSentEachFromItsOwnPlaceOn() throws Exception {
    // given
    AlertLog.Source bursts = source();
    LocalLive burstsLive = live;
    send();
    commit(2);
    send();
    List<String> expected = new ArrayList<>(expected(0, 2));
    use("browsing", BrowsingAlertRows.TABLE);
    AlertLog.Source browsing = source();

    // when the second is new, and so begins at the present
    commit(3);
    begin(UnaryOperator.identity(), List.of(bursts, browsing)).stop();
    commit(4);
    expected.addAll(expected(3, 7));
    live = burstsLive;
    table = SecondAlertRows.TABLE;
    committed = 2;
    commit(1);
    expected.addAll(expected(2, 3));
    sendAll(begin(UnaryOperator.identity(), List.of(bursts, browsing)));

    // then
    assertThat(ids(records("read_committed"))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aLogOfWhichNothingWasEverSentBeginsAtThePresent() throws Exception {
    // given
    commit(3);

    // when no alert comes before the next driver begins
    SecondAlertSender first = begin(UnaryOperator.identity());
    first.stop();
    commit(2);
    send();

    // then
    assertThat(sent()).isEqualTo(expected(3, 5));
  }

  @Test
  void aFirstStartThatFailsIsFollowedByOneThatBeginsAtTheSamePresent() throws Exception {
    // given
    commit(1);
    AlertLogs logs = logs(List.of(source()));
    kafka.pause();
    try {
      assertThatThrownBy(() -> begin(SecondAlertSenderTest::hasty, logs))
          .isInstanceOf(KafkaException.class);
    } finally {
      kafka.resume();
    }
    commit(2);

    // when
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              sendAll(begin(UnaryOperator.identity(), logs));
              return true;
            });

    // then
    assertThat(sent()).isEqualTo(expected(1, 3));
  }

  @Test
  void aLogThatCannotBeReadDoesNotHoldUpTheOther() throws Exception {
    // given
    AlertLog.Source damaged = source();
    send();
    commit(2);
    damageAlerts();
    use("browsing", BrowsingAlertRows.TABLE);
    send();

    for (int commits = 1; commits <= 2; commits++) {
      // when
      commit(2);
      SecondAlertSender driver = begin(UnaryOperator.identity(), List.of(damaged, source()));
      assertThatThrownBy(driver::tick).hasMessageContaining("/fraud_second_alerts/");
      driver.stop();

      // then
      assertThat(sent()).isEqualTo(expected(0, 2 * commits));
    }
  }

  @Test
  void alertsWhoseFilesAreGoneAreLeftOutAndTheOthersAreSent() throws Exception {
    // given
    send();
    commit(2);
    live.files().delete(live.paths().liveTable(table.name()));
    commit(2);

    // when
    send();
    send();

    // then
    assertThat(sent()).isEqualTo(expected(2, 4));
  }

  @Test
  void aLogThatWasMadeAnewIsSentFromItsFirstRecordOn() throws Exception {
    // given
    send();
    commit(2);
    send();

    for (int commits : new int[] {1, 4}) {
      // when it has fewer records than were sent, or more
      live = new LocalLive(root.resolve("anew-" + commits), "alerts");
      for (int i = 0; i < commits; i++) {
        commit(1);
      }
      send();

      // then
      assertThat(sent()).isEqualTo(expected(0, committed));
    }
  }

  @Test
  void alertsThatAreCommittedWhileTheBrokerIsAwayAreSentWhenItIsBack() throws Exception {
    // given
    send();
    SecondAlertSender driver = begin(SecondAlertSenderTest::hasty);
    commit(2);
    kafka.pause();
    try {
      // when
      assertThatThrownBy(driver::tick).isInstanceOf(KafkaException.class);
      driver.stop();
      commit(3);
      assertThatThrownBy(() -> begin(SecondAlertSenderTest::hasty))
          .isInstanceOf(KafkaException.class);
    } finally {
      kafka.resume();
    }
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              send();
              return true;
            });

    // then
    assertThat(sent()).isEqualTo(expected(0, 5));
  }

  @Test
  void aTopicThatIsNotThereIsNamed() throws Exception {
    kafka.delete(SecondAlertTopic.ALERTS);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThatThrownBy(this::send)
                    .isInstanceOf(LandingStoppedException.class)
                    .hasMessageContaining("topic fraud-second-alerts does not exist")
                    .hasMessageContaining("millrace stream restart"));
  }

  /** A log of its own, with nothing in it. */
  private void use(String log, LiveTable alerts) throws Exception {
    live = new LocalLive(root.resolve(log), log);
    table = alerts;
    committed = 0;
  }

  private AlertLog.Source source() {
    return new AlertLog.Source(live.paths(), table);
  }

  /** Commits so many alerts as a driver of its own, some of them of the next hour. */
  private void commit(int alerts) {
    List<LiveRow> rows =
        IntStream.range(committed, committed + alerts).mapToObj(this::row).toList();
    committed += alerts;
    LiveCommitter committer =
        LiveCommitter.open(
            live.log(live.store()), new Configuration(), CLOCK, UUID.randomUUID().toString());
    Instant until = committer.finalUntil().orElse(START).plusSeconds(1);
    committer.commit(rows, until, List.of());
  }

  /** Overwrites the files of the alerts that the log has committed. */
  private void damageAlerts() throws IOException {
    try (Stream<Path> found =
        Files.walk(Path.of(URI.create(live.paths().liveTable(table.name()))))) {
      for (Path file : found.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        Files.writeString(file, "damaged");
      }
    }
  }

  private LiveRow row(int number) {
    Instant time = START.plus(Duration.ofMinutes(10L * number));
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    Object[] columns =
        table.columns().stream()
            .map(LiveColumn::name)
            .map(
                name ->
                    switch (name) {
                      case "event_time", "final_at" -> micros;
                      case "alert_id" -> id(number);
                      case "account_id" -> "account-" + number % ACCOUNTS;
                      case "source_partition" -> 1;
                      case "source_offset" -> (long) number;
                      default -> null;
                    })
            .toArray();
    return new LiveRow(table, micros, columns);
  }

  private String id(int number) {
    return live.paths().feed() + "#" + number;
  }

  /** The ids of alerts, by account and then in the order in which they were committed. */
  private List<String> expected(int from, int until) {
    List<String> ids = new ArrayList<>();
    for (int account = 0; account < ACCOUNTS; account++) {
      int of = account;
      IntStream.range(from, until)
          .filter(number -> number % ACCOUNTS == of)
          .forEach(number -> ids.add(id(number)));
    }
    return ids;
  }

  private SecondAlertSender begin(UnaryOperator<Producer<byte[], byte[]>> decoration) {
    return begin(decoration, List.of(source()));
  }

  private SecondAlertSender begin(
      UnaryOperator<Producer<byte[], byte[]>> decoration, List<AlertLog.Source> sources) {
    return begin(decoration, logs(sources));
  }

  private SecondAlertSender begin(
      UnaryOperator<Producer<byte[], byte[]>> decoration, AlertLogs logs) {
    return SecondAlertSender.begin(
        "fraud-second-alerts",
        kafka.brokers(),
        decoration.apply(SecondAlertSender.producer(kafka.brokers())),
        logs,
        3,
        CLOCK);
  }

  private AlertLogs logs(List<AlertLog.Source> sources) {
    return new AlertLogs(live.files(), new Configuration(), sources);
  }

  /** A driver that sends all there is. */
  private void send() {
    send(UnaryOperator.identity());
  }

  private void send(UnaryOperator<Producer<byte[], byte[]>> decoration) {
    sendAll(begin(decoration));
  }

  private static void sendAll(SecondAlertSender driver) {
    try {
      do {
        driver.tick();
      } while (driver.status().lag() > 0);
      assertThat(driver.status().state()).isEqualTo(QueryState.RUNNING);
    } finally {
      driver.stop();
    }
  }

  /** One that waits for the broker for no longer than two seconds. */
  private static Producer<byte[], byte[]> hasty(Producer<byte[], byte[]> patient) {
    patient.close();
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka.brokers(),
            "transactional.id",
            SecondAlertTopic.TRANSACTIONAL_ID,
            "max.block.ms",
            2_000,
            "delivery.timeout.ms",
            2_000,
            "request.timeout.ms",
            1_000,
            "linger.ms",
            0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** The ids of committed alerts of the log, by account and then in their order on the topic. */
  private List<String> sent() {
    List<ConsumerRecord<byte[], byte[]>> records = records("read_committed");
    List<String> ids = new ArrayList<>();
    for (int account = 0; account < ACCOUNTS; account++) {
      String key = "account-" + account;
      ids.addAll(
          ids(records.stream().filter(r -> new String(r.key(), UTF_8).equals(key)).toList()));
    }
    return ids.stream().filter(id -> id.startsWith(live.paths().feed() + "#")).toList();
  }

  private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(SecondAlertSenderTest::id).toList();
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value()).get("alert_id").asText();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String isolation) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.brokers(), "isolation.level", isolation),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(SecondAlertTopic.ALERTS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }
}
