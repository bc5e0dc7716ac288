package io.millrace.streaming.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.streaming.KafkaProcess;
import io.millrace.streaming.TestSpark;
import io.millrace.streaming.fraud.BreakingProducer.Moment;
import io.millrace.streaming.fraud.Payments.Sent;
import io.millrace.streaming.live.LiveQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
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

/** Spark as a host of which the rules are changed while it runs, on a real broker. */
@Execution(CONCURRENT)
@ResourceLock(FraudWorld.HOSTS)
class PromotedRulesTest {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final String VERSION = Payments.RULES.parse().version();
  private static final Pattern RULE_SET = Pattern.compile("\"rule_set\":\"([^\"]+)\"");

  /** Rules that remember the same, rules that begin anew, one that is gone and one that is new. */
  private static final RuleText OTHER =
      new RuleText(
          "other.yaml",
          Payments.RULES
              .yaml()
              .replace("version: " + VERSION, "version: other")
              .replace("count: 5, within: PT5M", "count: 2, within: PT5M")
              .replace("limit: 5000, percent_below", "limit: 6000, percent_below")
              .replace("NEW_DEVICE: { kind: first_use", "FIRST_DEVICE: { kind: first_use"));

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
  void promotedRulesAreTakenUpBetweenTwoBatchesWithoutANewDriverAndKeptByTheNext()
      throws Exception {
    // given
    List<Sent> payments = Payments.of(21, 6_000);
    LiveQuery driver = world.driver();
    world.send(payments.subList(0, 300));
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(driver));

    // when
    world.promote(OTHER);
    await()
        .atMost(SOON)
        .until(
            () -> {
              if (!FraudWorld.hasPublishedAll(driver)) {
                return false;
              }
              int sent = world.sent().size();
              world.send(payments.subList(sent, sent + 5));
              return hasTakenUp("other");
            });
    driver.stop();
    LiveQuery next = world.driver();
    int sent = world.sent().size();
    world.send(payments.subList(sent, sent + 300));
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(next));
    next.stop();

    // then
    assertThat(world.rulesInEffect())
        .extracting(begun -> begun.partition() + " " + begun.version())
        .containsExactlyInAnyOrder(
            "0 " + VERSION, "1 " + VERSION, "2 " + VERSION, "0 other", "1 other", "2 other");
    assertIsEvaluatedAsTheHostSays();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void onWhicheverSideOfTheFirstCommitByNewRulesADriverDiesTheyBeginOnce(Moment moment)
      throws Exception {
    // given a driver that dies with the first batch that it evaluates by other rules
    List<Sent> payments = Payments.of(22, 400);
    world.promote(Payments.RULES);
    LiveQuery before = world.driver();
    world.send(payments.subList(0, 200));
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(before));
    before.stop();
    world.promote(OTHER);
    world.send(payments.subList(200, 400));
    BreakingProducer breaking = new BreakingProducer(moment, 0);
    LiveQuery dying =
        world.driver(
            FraudOutputs.LIVE,
            (brokers, outputs) -> breaking.around(BatchPublisher.producer(brokers, outputs)));
    await().atMost(SOON).until(breaking::died);
    assertThatThrownBy(dying::tick).isInstanceOf(BreakingProducer.DriverDied.class);

    // when
    LiveQuery driver = world.driver();
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(driver));
    driver.stop();
    breaking.bury();

    // then
    assertThat(world.rulesInEffect()).hasSize(2 * Payments.PARTITIONS);
    assertIsEvaluatedAsTheHostSays();
  }

  @Test
  void itKeepsToTheRulesThatAnotherKindOfHostHasTakenUpAndDoesNotSaySoAgain() throws Exception {
    // given
    world.promote(Payments.RULES);
    long place = world.promote(OTHER);
    world.put(
        new ProducerRecord<>(
            FraudOutputs.LIVE.accounts(),
            0,
            RulesInEffect.accountsKey(),
            new RulesInEffect("other", place, 0, 0).bytes()));

    // when
    LiveQuery driver = world.driver();
    world.send(Payments.of(23, 200));
    await().atMost(SOON).until(() -> FraudWorld.hasPublishedAll(driver));
    driver.stop();

    // then
    assertThat(world.rulesInEffect())
        .extracting(RulesInEffect::partition)
        .containsExactlyInAnyOrder(1, 2);
    assertThat(world.published(FraudOutputs.LIVE))
        .allMatch(output -> ruleSet(output).equals("other"))
        .isNotEmpty();
  }

  /** Whether each partition has payments that were evaluated by those rules. */
  private boolean hasTakenUp(String version) {
    return world.rulesInEffect().stream()
            .filter(begun -> begun.version().equals(version))
            .map(RulesInEffect::partition)
            .distinct()
            .count()
        == Payments.PARTITIONS;
  }

  /** All that is committed, and where each rule set begins in it. */
  private void assertIsEvaluatedAsTheHostSays() {
    List<RulesInEffect> inEffect = world.rulesInEffect();
    Evaluated expected =
        Evaluated.of(FraudOutputs.LIVE, world.sent(), inEffect, List.of(Payments.RULES, OTHER));
    List<Published> published = world.published(FraudOutputs.LIVE);
    assertThat(published).isEqualTo(expected.published());
    assertThat(world.states(FraudOutputs.LIVE)).isEqualTo(expected.states());
    Map<Integer, String> last = new HashMap<>();
    List<String> begun = new ArrayList<>();
    for (Published score : published) {
      boolean isScore = score.topic().equals(FraudOutputs.LIVE.scores());
      if (isScore && !ruleSet(score).equals(last.put(score.partition(), ruleSet(score)))) {
        begun.add("%d@%d %s".formatted(score.partition(), score.offset(), ruleSet(score)));
      }
    }
    assertThat(inEffect)
        .extracting(at -> "%d@%d %s".formatted(at.partition(), at.offset(), at.version()))
        .containsExactlyInAnyOrderElementsOf(begun);
  }

  private static String ruleSet(Published output) {
    Matcher matcher = RULE_SET.matcher(output.json());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
