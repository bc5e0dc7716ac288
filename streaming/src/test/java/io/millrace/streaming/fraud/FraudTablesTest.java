package io.millrace.streaming.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.FraudRows;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.KafkaProcess;
import io.millrace.streaming.TestSpark;
import io.millrace.streaming.fraud.BreakingProducer.Moment;
import io.millrace.streaming.fraud.Payments.Sent;
import io.millrace.streaming.live.LiveQuery;
import io.millrace.streaming.live.LocalLive;
import io.millrace.streaming.live.StoppedStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The tables of scores and alerts have what is committed on the topics, each once. */
@Execution(CONCURRENT)
@ResourceLock(FraudWorld.HOSTS)
class FraudTablesTest {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

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
    world = new FraudWorld(spark, kafka, root.resolve("host"));
  }

  @Test
  void eachRowIsThereOnceWhereverTheDriverOfTheTablesIsStopped() throws Exception {
    // given topics with records of a transaction that was aborted
    world.send(Payments.of(7, 300));
    BreakingProducer breaking = new BreakingProducer(Moment.BEFORE_COMMIT, 0);
    LiveQuery dying =
        world.driver(
            FraudOutputs.LIVE,
            (brokers, outputs) -> breaking.around(BatchPublisher.producer(brokers, outputs)));
    await().atMost(SOON).until(breaking::died);
    assertThatThrownBy(dying::tick).isInstanceOf(BreakingProducer.DriverDied.class);
    publish();

    boolean stopped = true;
    for (int moment = 0; stopped; moment += 5) {
      // when
      LocalLive live = new LocalLive(root.resolve("stopped-" + moment), FraudRows.LOG);
      StoppedStore dies = new StoppedStore(moment);
      fill(live, dies);
      stopped = dies.stopped();
      fill(live, new StoppedStore(Integer.MAX_VALUE));

      // then
      assertIsOnTheTopics(live);
    }
    breaking.bury();
  }

  @Test
  void aDriverGoesOnWhereTheLogEnds() throws Exception {
    LocalLive live = new LocalLive(root.resolve("tables"), FraudRows.LOG);
    List<Sent> payments = Payments.of(8, 300);
    for (List<Sent> part : List.of(payments.subList(0, 140), payments.subList(140, 300))) {
      world.send(part);
      publish();
      fill(live, new StoppedStore(Integer.MAX_VALUE));
      assertIsOnTheTopics(live);
    }

    assertThat(live.registered().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(world.published(FraudOutputs.LIVE).size());
  }

  private void publish() throws Exception {
    LiveQuery driver = world.driver();
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(driver));
    driver.stop();
  }

  /** Fills the tables as far as the topics go, or until it is stopped. */
  private void fill(LocalLive live, StoppedStore store) throws Exception {
    FraudTablesBeginning beginning =
        new FraudTablesBeginning(
            "fraud-tables",
            () -> new Declaration(1, Payments.FEED, List.of(Payments.FEED.avsc()), null),
            world.brokers(),
            FraudOutputs.LIVE,
            new OutputLog(
                live::catalog,
                catalog -> live.log(store.around(live.store())),
                new Configuration()),
            Duration.ZERO,
            Clock.systemUTC());
    try {
      LiveQuery driver = LiveQuery.start("fraud-tables", beginning, Clock.systemUTC());
      await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(driver));
      driver.stop();
    } catch (StoppedStore.DriverStopped e) {
      // another driver goes on
    }
  }

  private void assertIsOnTheTopics(LocalLive live) throws Exception {
    List<String> scores = new ArrayList<>();
    List<String> alerts = new ArrayList<>();
    for (Published published : world.published(FraudOutputs.LIVE)) {
      boolean isScore = published.topic().equals(FraudOutputs.LIVE.scores());
      (isScore ? scores : alerts)
          .add(line(published, isScore ? FraudRows.SCORES : FraudRows.ALERTS));
    }
    assertThat(lines(live, FraudRows.SCORES)).containsExactlyInAnyOrderElementsOf(scores);
    assertThat(lines(live, FraudRows.ALERTS))
        .containsExactlyInAnyOrderElementsOf(alerts)
        .isNotEmpty();
  }

  private static List<String> lines(LocalLive live, LiveTable table) {
    return live.table(spark, table.name()).collectAsList().stream()
        .map(row -> line(row, table))
        .toList();
  }

  /** A row, without its last column: when it came onto the topic. */
  private static String line(Row row, LiveTable table) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < table.columns().size() - 1; i++) {
      Object value = row.getAs(table.columns().get(i).name());
      cells.add(value instanceof Timestamp time ? time.toInstant().toString() : "" + value);
    }
    String hour = row.getAs("hour").toString();
    return String.join("|", cells)
        + "|"
        + row.getAs("dt")
        + "|"
        + (hour.length() == 1 ? "0" : "")
        + hour;
  }

  /** The same of a record of the topic. */
  private static String line(Published published, LiveTable table) throws Exception {
    JsonNode json = JSON.readTree(published.json());
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < table.columns().size() - 1; i++) {
      String name = table.columns().get(i).name();
      cells.add(
          switch (name) {
            case "source_partition" -> "" + published.partition();
            case "source_offset" -> "" + published.offset();
            case "run_id" -> "" + published.run();
            case "amount" -> new BigDecimal(json.get(name).asText()).setScale(4).toString();
            case "rules" -> {
              List<String> rules = new ArrayList<>();
              json.get(name).forEach(rule -> rules.add(rule.asText()));
              yield String.join(",", rules);
            }
            default -> json.get(name).asText();
          });
    }
    String time = json.get("event_time").asText();
    return String.join("|", cells) + "|" + time.substring(0, 10) + "|" + time.substring(11, 13);
  }
}
