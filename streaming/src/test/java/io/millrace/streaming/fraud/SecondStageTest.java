package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.FraudRows;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.model.fraud.SourcePosition;
import io.millrace.model.fraud.second.SecondAlertRows;
import io.millrace.model.fraud.second.SecondStage;
import io.millrace.model.live.LiveRow;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RowBuffer;
import io.millrace.model.run.RunRecord;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.model.streaming.StreamingSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.KafkaProcess;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.TestSpark;
import io.millrace.streaming.TopicOffsets;
import io.millrace.streaming.fraud.Payments.Sent;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveQuery;
import io.millrace.streaming.live.LocalLive;
import io.millrace.streaming.live.SteppedClock;
import io.millrace.streaming.live.StoppedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Alerts of the second stage are those of all payments at once, each once. */
@Execution(CONCURRENT)
@ResourceLock(FraudWorld.HOSTS)
class SecondStageTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final LiveSettings SETTINGS =
      StreamingSettings.of(Map.of("live.commit", "PT1S")).live();
  private static final RuleText FIRST =
      rules("first", "BURST: {kind: merchant_burst, payments: 4}");

  private static final List<String> COLUMNS =
      List.of(
          "alert_id",
          "rule",
          "severity",
          "explanation",
          "transaction_id",
          "account_id",
          "merchant",
          "channel",
          "country",
          "score",
          "is_complete",
          "rule_set",
          "source_partition",
          "source_offset",
          "run_id");

  @TempDir private static Path brokerFolder;
  private static SparkSession spark;
  private static KafkaProcess kafka;

  @TempDir private Path root;
  private FraudWorld world;
  private SteppedClock clock;
  private LocalLive live;
  private final List<RulesInEffect> inEffect = new ArrayList<>();
  private final List<RuleText> promoted = new ArrayList<>();
  private int evaluated;

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
    world = new FraudWorld(spark, kafka, root.resolve("host"));
    clock = new SteppedClock(Payments.ARRIVAL);
    live = new LocalLive(root.resolve("second"), SecondAlertRows.LOG);
  }

  @Test
  void eachAlertIsThereOnceWhereverTheDriverIsStopped() throws Exception {
    // given
    promote(FIRST);
    world.send(Visited.of(1, 400));
    evaluate();
    List<String> expected = expected();
    assertThat(expected).hasSizeGreaterThan(5);

    boolean stopped = true;
    for (int moment = 0; stopped; moment += 4) {
      // when
      live = new LocalLive(root.resolve("stopped-" + moment), SecondAlertRows.LOG);
      StoppedStore dies = new StoppedStore(moment);
      try {
        runToTheEnd(dies);
      } catch (StoppedStore.DriverStopped e) {
        // another driver goes on
      }
      stopped = dies.stopped();
      runToTheEnd(new StoppedStore(Integer.MAX_VALUE));

      // then
      assertThat(alerts()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void aDriverGoesOnWithTheWindowsThatTheLogSaysAreStillOpen() throws Exception {
    // given
    promote(FIRST);
    List<Sent> payments = Visited.of(2, 400);

    // when
    for (int from = 0; from < payments.size(); from += 100) {
      world.send(payments.subList(from, from + 100));
      evaluate();
      LiveQuery driver = driver(new StoppedStore(Integer.MAX_VALUE));
      await().atMost(SOON).until(() -> hasReadAll(driver));
      driver.stop();
    }
    int before = alerts().size();
    runToTheEnd(new StoppedStore(Integer.MAX_VALUE));

    // then
    assertThat(before).isPositive();
    assertThat(alerts()).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void nothingBecomesFinalWhilePaymentsWaitForTheirHost() throws Exception {
    // given
    promote(FIRST);
    List<Sent> payments = Visited.of(3, 300);
    world.send(payments.subList(0, 150));
    evaluate();
    world.send(payments.subList(150, 300));
    LiveQuery driver = driver(new StoppedStore(Integer.MAX_VALUE));
    await().atMost(SOON).until(() -> hasReadAll(driver));

    // when
    clock.advance(Duration.ofHours(3));
    driver.tick();
    Instant meanwhile = driver.status().watermark();
    evaluate();
    await().atMost(SOON).until(() -> hasReadAll(driver));
    clock.advance(Duration.ofMinutes(2));
    await().atMost(SOON).until(() -> isFinal(driver));
    driver.stop();

    // then
    assertThat(meanwhile).isBefore(Visited.START.plus(Visited.BETWEEN.multipliedBy(150)));
    assertThat(alerts()).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void aPaymentGoesByTheRulesOfItsScoreWhileOthersArePromoted() throws Exception {
    // given
    RuleText without = rules("none", "HIGH: {kind: high_amount, limit: 900}");
    promote(without);
    LiveQuery driver = driver(new StoppedStore(Integer.MAX_VALUE));
    driver.tick();
    List<Sent> payments = Visited.of(4, 600);

    // when
    for (RuleText next :
        List.of(FIRST, rules("second", "OTHER: {kind: merchant_burst, payments: 6, limit: 0.3}"))) {
      promote(next);
      int from = world.sent().size();
      world.send(payments.subList(from, from + 200));
      evaluate();
      await().atMost(SOON).until(() -> hasReadAll(driver));
    }
    promote(rules("last", "HIGH: {kind: high_amount, limit: 800}"));
    world.send(payments.subList(400, 600));
    evaluate();
    await().atMost(SOON).until(() -> hasReadAll(driver));
    clock.advance(Duration.ofMinutes(2));
    await().atMost(SOON).until(() -> isFinal(driver));
    driver.stop();

    // then
    assertThat(alerts())
        .containsExactlyInAnyOrderElementsOf(expected())
        .anyMatch(alert -> alert.contains("|BURST|"))
        .anyMatch(alert -> alert.contains("|OTHER|"));
  }

  @Test
  void aDriverThatComesWhenRulesAreReplacedTellsWhatWasEvaluatedByThem() throws Exception {
    // given
    promote(FIRST);
    List<Sent> payments = Visited.of(6, 400);
    world.send(payments.subList(0, 100));
    evaluate();
    LiveQuery first = driver(new StoppedStore(Integer.MAX_VALUE));
    await().atMost(SOON).until(() -> hasReadAll(first));
    first.stop();

    // when
    world.send(payments.subList(100, 400));
    evaluate();
    promote(rules("none", "HIGH: {kind: high_amount, limit: 900}"));
    clock.advance(Duration.between(clock.instant(), Instant.now()).plus(Duration.ofDays(1)));
    List<String> expected = expected();
    LiveQuery second = driver(new StoppedStore(Integer.MAX_VALUE));
    await()
        .atMost(SOON)
        .until(
            () -> {
              clock.advance(Duration.ofMinutes(1));
              second.tick();
              return alerts().size() >= expected.size();
            });

    // then it rests
    await()
        .atMost(SOON)
        .until(
            () -> {
              clock.advance(Duration.ofMinutes(1));
              second.tick();
              return second.status().lag() != null && second.status().watermark() == null;
            });
    second.stop();
    assertThat(alerts()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).hasSizeGreaterThan(3);
  }

  @Test
  void aRestOnRulesThatWereReplacedMeanwhileNotesNothingAndEnds() throws Exception {
    // given
    promote(rules("none", "HIGH: {kind: high_amount, limit: 900}"));
    OutputLog log = log(new StoppedStore(Integer.MAX_VALUE));
    PartitionCatalog catalog = log.catalog();
    RulesTopic topic = RulesTopic.open("rest", world.brokers(), FraudOutputs.LIVE);
    Optional<RulePromotion> known = topic.inEffect();
    LiveCommitter committer = log.claim(catalog, clock);

    // when
    promote(FIRST);
    SecondStageRest rest =
        new SecondStageRest(
            "rest",
            FraudOutputs.LIVE.scores(),
            new TopicOffsets(world.brokers(), FraudOutputs.LIVE.scores()),
            topic,
            known,
            catalog,
            committer,
            clock);
    rest.tick();

    // then
    assertThat(committer.finalUntil()).isEmpty();
    await().atMost(SOON).until(rest::isOutdated);
    rest.stop();
  }

  @Test
  void aPaymentThatIsLateIsCounted() throws Exception {
    // given
    promote(FIRST);
    world.send(Visited.of(5, 100));
    evaluate();
    LiveQuery driver = driver(new StoppedStore(Integer.MAX_VALUE));
    await().atMost(SOON).until(() -> hasReadAll(driver));
    clock.advance(Duration.ofMinutes(2));
    await().atMost(SOON).until(() -> isFinal(driver));

    // when
    String late =
        """
        {"transaction_id":"late","event_time":"%s","account_id":"a1","amount":"1","currency":"USD",\
        "merchant":"m1","channel":"online","status":"refused"}"""
            .formatted(Visited.START);
    world.send(List.of(new Sent(1, "a1".getBytes(UTF_8), late.getBytes(UTF_8), null)));
    evaluate();

    // then
    await()
        .atMost(SOON)
        .until(
            () -> {
              driver.tick();
              return driver.status().late() == 1;
            });
    driver.stop();
  }

  private OutputLog log(StoppedStore store) {
    LocalLive into = live;
    return new OutputLog(
        into::catalog, catalog -> into.log(store.around(into.store())), new Configuration());
  }

  private LiveQuery driver(StoppedStore store) throws Exception {
    return LiveQuery.start(
        "fraud-second-stage",
        new SecondStageBeginning(
            "fraud-second-stage",
            () -> new Declaration(1, Payments.FEED, List.of(Payments.FEED.avsc()), null),
            world.brokers(),
            FraudOutputs.LIVE,
            log(store),
            SETTINGS,
            clock),
        clock);
  }

  /** Lets a driver work until all that was evaluated is final, or until it is stopped. */
  private void runToTheEnd(StoppedStore store) throws Exception {
    LiveQuery driver = driver(store);
    await().atMost(SOON).until(() -> hasReadAll(driver));
    clock.advance(Duration.ofMinutes(2));
    await().atMost(SOON).until(() -> isFinal(driver));
    driver.stop();
  }

  private boolean hasReadAll(LiveQuery driver) throws Exception {
    clock.advance(SETTINGS.commit());
    driver.tick();
    Long lag = driver.status().lag();
    return lag != null && lag == 0 && driver.status().watermark() != null;
  }

  /** All payments lie hours before the clock. */
  private boolean isFinal(LiveQuery driver) throws Exception {
    driver.tick();
    Instant watermark = driver.status().watermark();
    return watermark != null && watermark.isAfter(Payments.ARRIVAL);
  }

  private void promote(RuleText rules) throws Exception {
    long place = world.promote(rules);
    promoted.add(rules);
    Map<Integer, Long> offsets = offsets(world.sent());
    for (int number = 0; number < Payments.PARTITIONS; number++) {
      int partition = number;
      long from = offsets.getOrDefault(partition, 0L);
      inEffect.removeIf(before -> before.partition() == partition && before.offset() == from);
      inEffect.add(new RulesInEffect(rules.parse().version(), place, partition, from));
    }
  }

  private static Map<Integer, Long> offsets(List<Sent> sent) {
    Map<Integer, Long> offsets = new HashMap<>();
    sent.forEach(record -> offsets.merge(record.partition(), 1L, Long::sum));
    return offsets;
  }

  private List<Published> scores() {
    return Evaluated.of(FraudOutputs.LIVE, world.sent(), inEffect, promoted).published().stream()
        .filter(published -> published.topic().equals(FraudOutputs.LIVE.scores()))
        .toList();
  }

  /** Does as hosts do with all that was sent since. */
  private void evaluate() throws Exception {
    List<Sent> known = world.sent().subList(0, evaluated);
    Map<Integer, Long> from = offsets(known);
    evaluated = world.sent().size();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", world.brokers(), "transactional.id", "host"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (Published score : scores()) {
        if (score.offset() >= from.getOrDefault(score.partition(), 0L)) {
          Future<?> unused = producer.send(record(score));
        }
      }
      Map<TopicPartition, OffsetAndMetadata> until = new HashMap<>();
      offsets(world.sent())
          .forEach(
              (partition, offset) ->
                  until.put(
                      new TopicPartition(Payments.FEED.topic(), partition),
                      new OffsetAndMetadata(offset)));
      producer.sendOffsetsToTransaction(
          until, new ConsumerGroupMetadata(FraudOutputs.LIVE.group()));
      producer.commitTransaction();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Published score) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            score.topic(), score.key().getBytes(UTF_8), score.json().getBytes(UTF_8));
    record.headers().add(SourcePosition.PARTITION, SourcePosition.value(score.partition()));
    record.headers().add(SourcePosition.OFFSET, SourcePosition.value(score.offset()));
    if (score.run() != null) {
      record.headers().add(RunRecord.HEADER, score.run().getBytes(UTF_8));
    }
    return record;
  }

  /**
   * What the rules of each set say of all payments at once, where a payment was evaluated by it.
   */
  private List<String> expected() {
    List<String> alerts = new ArrayList<>();
    for (RuleText text : promoted) {
      RuleSet rules = text.parse();
      SecondStage<LiveRow> stage = new SecondStage<>(rules);
      for (Published score : scores()) {
        if (score.run() == null) {
          LiveRow row =
              FraudRows.row(
                      FraudRows.SCORES,
                      score.json().getBytes(UTF_8),
                      score.partition(),
                      score.offset(),
                      null,
                      0)
                  .orElseThrow();
          stage.payment(SecondAlertRows.payment(row, payment(score)));
        }
      }
      stage.advance(SecondStage.END).stream()
          .map(alert -> SecondAlertRows.row(alert, Instant.EPOCH))
          .filter(row -> value(row, "rule_set").equals(rules.version()))
          .forEach(row -> alerts.add(line(column -> value(row, column))));
    }
    return alerts;
  }

  private Payment payment(Published score) {
    RowBuffer row = new RowBuffer(Payments.FEED);
    List<Sent> ofPartition =
        world.sent().stream().filter(sent -> sent.partition() == score.partition()).toList();
    byte[] value = ofPartition.get((int) score.offset()).value();
    new RecordDecoder(Payments.FEED).decode(value, Payments.ARRIVAL.toEpochMilli(), row);
    return new PaymentFields(Payments.FEED).payment(row);
  }

  private static Object value(LiveRow row, String column) {
    for (int i = 0; i < row.columns().length; i++) {
      if (row.table().columns().get(i).name().equals(column)) {
        return row.columns()[i];
      }
    }
    throw new IllegalArgumentException(column);
  }

  /** The table's rows, as {@link #expected} has them. */
  private List<String> alerts() {
    if (live.registered().isEmpty()) {
      return List.of();
    }
    return live.table(spark, SecondAlertRows.TABLE.name()).collectAsList().stream()
        .map((Row row) -> line(row::getAs))
        .toList();
  }

  private static String line(Function<String, Object> row) {
    return COLUMNS.stream().map(column -> "" + row.apply(column)).collect(Collectors.joining("|"));
  }

  private static RuleText rules(String version, String rule) {
    return new RuleText(
        version,
        """
        version: %s
        base_currency: USD
        rules:
          HIGH_AMOUNT: {limit: 500}
          %s
        """
            .formatted(version, rule));
  }

  /** Seeded payments at few merchants of which some are burst at times; hardly out of order. */
  private static final class Visited {
    static final Instant START = Instant.parse("2026-06-15T08:00:00Z");
    static final Duration BETWEEN = Duration.ofSeconds(20);

    static List<Sent> of(long seed, int count) {
      Random random = new Random(seed);
      List<Sent> sent = new ArrayList<>();
      boolean[] burst = new boolean[3];
      for (int i = 0; i < count; i++) {
        int account = random.nextInt(25);
        int merchant = random.nextInt(burst.length);
        burst[merchant] ^= random.nextInt(12) == 0;
        Instant time = START.plus(BETWEEN.multipliedBy(i)).minusMillis(random.nextInt(25_000));
        String json =
            """
            {"transaction_id":"t%d","event_time":"%s","account_id":"a%d","amount":"%d","currency":"USD",\
            %s"channel":"online","status":"%s","country":"US"}"""
                .formatted(
                    random.nextInt(20) == 0 ? i / 2 : i,
                    time,
                    account,
                    random.nextInt(8) == 0 ? 700 : 20,
                    random.nextInt(15) == 0 ? "" : "\"merchant\":\"m" + merchant + "\",",
                    random.nextInt(10) < (burst[merchant] ? 7 : 2) ? "refused" : "approved");
        byte[] value = random.nextInt(30) == 0 ? "{".getBytes(UTF_8) : json.getBytes(UTF_8);
        String run = random.nextInt(20) == 0 ? "run-1" : null;
        sent.add(
            new Sent(account % Payments.PARTITIONS, ("a" + account).getBytes(UTF_8), value, run));
      }
      return sent;
    }
  }
}
