package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.ingest.fraud.stream.Payments.Sent;
import io.millrace.ingest.topic.FraudTopics;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.fraud.RulesInEffect;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A host of which the rules are changed while it runs, on a real broker. */
@Execution(CONCURRENT)
@ResourceLock(FraudWorld.HOSTS)
class PromotedRulesTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String VERSION = Payments.RULES.parse().version();
  private static final Pattern RULE_SET = Pattern.compile("\"rule_set\":\"([^\"]+)\"");

  /** The velocity rule goes on with its memory, the structuring rule begins anew. */
  private static final String SMALL =
      """
      version: %s
      base_currency: USD
      rules:
        VELOCITY_COUNT: {weight: 35, windows: [{count: 5, within: PT5M}]}
        STRUCTURING: {limit: %d, count: 3}
      """;

  private static final RuleText OTHER =
      new RuleText(
          "other.yaml",
          Payments.RULES
              .yaml()
              .replace("version: " + VERSION, "version: other")
              .replace("count: 5, within: PT5M", "count: 3, within: PT5M")
              .replace("limit: 5000, percent_below", "limit: 6000, percent_below")
              .replace("NEW_DEVICE: { kind: first_use", "FIRST_DEVICE: { kind: first_use"));

  @TempDir private Path folder;
  private FraudWorld world;
  private Process host;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();

  @BeforeEach
  void startBroker() throws Exception {
    world = FraudWorld.start(folder);
  }

  @AfterEach
  void stopBroker() {
    load.shutdownNow();
    if (host != null) {
      host.destroyForcibly();
    }
    world.close();
  }

  @Test
  void rulesThatArePromotedWhilePaymentsFlowAreInEffectFromTheOffsetThatTheHostSaysOn()
      throws Exception {
    try (FraudStream stream = start("one", Payments.RULES)) {
      // given
      Future<?> sending = sendSlowly(Payments.of(Payments.FEED, 11, 60_000));
      awaitCommitted(3_000);

      // when
      promote(OTHER);
      await().atMost(LONG).until(() -> world.rulesInEffect().size() == 6);
      end(sending);
      assertThat(stream.rules()).isEqualTo("other");
      await().atMost(LONG).until(world::isAllCommitted);
    }

    // then
    assertThat(world.rulesInEffect())
        .extracting(begun -> begun.partition() + " " + begun.version())
        .containsExactlyInAnyOrder(
            "0 " + VERSION, "1 " + VERSION, "2 " + VERSION, "0 other", "1 other", "2 other");
    assertIsEvaluatedAsTheHostSays();
    assertThat(said).anyMatch(line -> line.startsWith("Rules other, promoted at "));
  }

  @Test
  void whatAnUnchangedRuleRemembersSurvivesAPromotionAndAChangedOneBeginsAnew() throws Exception {
    RuleText first = new RuleText("first.yaml", SMALL.formatted("first", 5_000));
    RuleText second = new RuleText("second.yaml", SMALL.formatted("second", 5_001));
    try (FraudStream stream = start("one", first)) {
      // given
      world.send(List.of(payment(1, 10), payment(2, 4_900), payment(3, 10), payment(4, 4_900)));
      await().atMost(LONG).until(world::isAllCommitted);
      assertThat(world.alerts()).isEmpty();

      // when
      promote(second);
      await().atMost(LONG).until(() -> stream.rules().equals("second"));
      world.send(List.of(payment(5, 4_900)));
      await().atMost(LONG).until(world::isAllCommitted);
    }

    // then
    assertThat(world.alerts())
        .singleElement()
        .satisfies(
            alert ->
                assertThat(alert.json())
                    .contains("\"rule\":\"VELOCITY_COUNT\"", "\"rule_set\":\"second\"")
                    .contains("\"transaction_id\":\"T5\""));
  }

  @Test
  void aHostThatIsStartedAgainKeepsToWhatWasPromotedWhateverItsFileSays() throws Exception {
    List<Sent> payments = Payments.of(Payments.FEED, 12, 1_500);
    try (FraudStream stream = start("one", Payments.RULES)) {
      world.send(payments.subList(0, 500));
      await().atMost(LONG).until(world::isAllCommitted);
      promote(OTHER);
      await().atMost(LONG).until(() -> stream.rules().equals("other"));
      world.send(payments.subList(500, 1_000));
      await().atMost(LONG).until(world::isAllCommitted);
    }
    List<RulesInEffect> before = world.rulesInEffect();
    said.clear();

    try (FraudStream stream = start("one", Payments.RULES)) {
      assertThat(stream.rules()).isEqualTo("other");
      world.send(payments.subList(1_000, payments.size()));
      await().atMost(LONG).until(world::isAllCommitted);
    }

    assertThat(world.rulesInEffect()).isEqualTo(before);
    assertIsEvaluatedAsTheHostSays();
    assertThat(said)
        .singleElement()
        .asString()
        .contains(
            "fraud-rules.yaml has rules " + VERSION + ", which are not in effect: rules other are")
        .contains("millrace fraud promote");
  }

  @Test
  void whoAsksForOtherRulesThanThoseInEffectIsRefused() throws Exception {
    start("one", Payments.RULES).close();

    assertThatThrownBy(() -> start("one", DeclaredRules.theseAlone(OTHER)))
        .isInstanceOf(OtherRulesException.class)
        .hasMessageContaining("other.yaml has rules other, which are not in effect")
        .hasMessageContaining("millrace fraud promote");
    start("one", DeclaredRules.theseAlone(Payments.RULES)).close();
  }

  @Test
  void anEarlierSetThatIsPromotedAgainIsInEffectAgain() throws Exception {
    List<Sent> payments = Payments.of(Payments.FEED, 15, 900);
    try (FraudStream stream = start("one", Payments.RULES)) {
      world.send(payments.subList(0, 300));
      await().atMost(LONG).until(world::isAllCommitted);
      promote(OTHER);
      await().atMost(LONG).until(() -> stream.rules().equals("other"));
      world.send(payments.subList(300, 600));
      await().atMost(LONG).until(world::isAllCommitted);
      promote(Payments.RULES);
      await().atMost(LONG).until(() -> stream.rules().equals(VERSION));
      world.send(payments.subList(600, payments.size()));
      await().atMost(LONG).until(world::isAllCommitted);
    }

    assertThat(world.rulesInEffect().stream().filter(begun -> begun.partition() == 0))
        .extracting(RulesInEffect::version)
        .containsExactly(VERSION, "other", VERSION);
    assertIsEvaluatedAsTheHostSays();
  }

  @Test
  void thoughTheHostIsKilledWhileRulesChangeEachPaymentIsEvaluatedOnceByTheRulesThatItSays()
      throws Exception {
    // given
    Path log = folder.resolve("host.log");
    host = FraudStreamProcess.start(world, "one", log);
    Future<?> sending = sendSlowly(Payments.of(Payments.FEED, 16, 100_000));

    // when it is killed about when it takes the rules up
    for (int kill = 0; kill < 3; kill++) {
      awaitCommitted(world.committed() + 1_500);
      promote(kill % 2 == 0 ? OTHER : Payments.RULES);
      awaitCommitted(world.committed() + 30L * kill);
      host.destroyForcibly().waitFor();
      host = FraudStreamProcess.start(world, "one", log);
    }
    awaitCommitted(world.committed() + 1_500);
    end(sending);
    await().atMost(LONG).until(world::isAllCommitted);
    host.destroyForcibly().waitFor();

    // then
    assertThat(world.rulesInEffect()).hasSizeGreaterThan(3);
    assertIsEvaluatedAsTheHostSays();
  }

  @Test
  void aHostKeepsToTheRulesThatAnotherKindOfHostHasTakenUpAndDoesNotSaySoAgain() throws Exception {
    // given
    new FraudTopics(world.admin(), TopicSettings.SINGLE_BROKER, LONG)
        .ensure(Payments.FEED.topic(), FraudOutputs.LIVE);
    promote(Payments.RULES);
    long place = promote(OTHER);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", world.brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  FraudOutputs.LIVE.accounts(),
                  0,
                  RulesInEffect.accountsKey(),
                  new RulesInEffect("other", place, 0, 0).bytes()))
          .get();
    }

    // when
    try (FraudStream stream = start("one", Payments.RULES)) {
      world.send(Payments.of(Payments.FEED, 17, 300));
      await().atMost(LONG).until(world::isAllCommitted);
      assertThat(stream.rules()).isEqualTo("other");
    }

    // then
    assertThat(world.rulesInEffect())
        .extracting(RulesInEffect::partition)
        .containsExactlyInAnyOrder(1, 2);
    assertThat(world.scores()).allMatch(score -> ruleSet(score).equals("other")).isNotEmpty();
  }

  /** All that is committed, and where each rule set begins in it. */
  private void assertIsEvaluatedAsTheHostSays() {
    List<Row> scores = world.scores();
    List<RulesInEffect> inEffect = world.rulesInEffect();
    PromotedHost expected =
        PromotedHost.over(world.payments(), inEffect, List.of(Payments.RULES, OTHER));
    assertThat(scores).isEqualTo(expected.scores()).isNotEmpty();
    assertThat(world.alerts()).isEqualTo(expected.alerts());
    Map<Integer, String> last = new HashMap<>();
    List<String> begun = new ArrayList<>();
    for (Row score : scores) {
      if (!ruleSet(score).equals(last.put(score.partition(), ruleSet(score)))) {
        begun.add("%d@%d %s".formatted(score.partition(), score.offset(), ruleSet(score)));
      }
    }
    assertThat(changes(inEffect)).containsExactlyInAnyOrderElementsOf(begun);
  }

  /**
   * Where the rule set of a partition changes. Rules that were promoted again before any payment of
   * it was evaluated by those between have a record, too, and change nothing.
   */
  private static List<String> changes(List<RulesInEffect> inEffect) {
    Map<Integer, String> last = new HashMap<>();
    return inEffect.stream()
        .sorted(Comparator.comparingLong(RulesInEffect::offset))
        .filter(at -> !at.version().equals(last.put(at.partition(), at.version())))
        .map(at -> "%d@%d %s".formatted(at.partition(), at.offset(), at.version()))
        .toList();
  }

  private static String ruleSet(Row score) {
    Matcher matcher = RULE_SET.matcher(score.json());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private FraudStream start(String instance, RuleText text) throws Exception {
    return start(instance, DeclaredRules.unlessOthersAreInEffect(text));
  }

  private FraudStream start(String instance, DeclaredRules rules) throws Exception {
    said.clear();
    return FraudStream.start(
        world.settings(instance),
        rules,
        DeclaredPayments.of(Payments.FEED),
        StreamListener.NONE,
        line -> {
          if (!line.startsWith("topic ")) {
            said.add(line);
          }
        },
        Clock.systemUTC());
  }

  private long promote(RuleText text) throws Exception {
    try (RulesTopic topic = RulesTopic.open(world.brokers(), FraudOutputs.LIVE)) {
      return topic.promote(RulePromotion.Kind.PROMOTED, text.parse().version(), text);
    }
  }

  private void awaitCommitted(long payments) {
    await().atMost(LONG).until(() -> world.committed() >= payments);
  }

  /** A hundred payments every tenth of a second, from another thread. */
  private Future<?> sendSlowly(List<Sent> payments) {
    Iterator<Sent> left = payments.iterator();
    return load.scheduleAtFixedRate(
        () -> {
          List<Sent> some = new ArrayList<>();
          while (some.size() < 100 && left.hasNext()) {
            some.add(left.next());
          }
          world.send(some);
        },
        0,
        100,
        TimeUnit.MILLISECONDS);
  }

  private void end(Future<?> sending) throws Exception {
    sending.cancel(false);
    load.shutdown();
    assertThat(load.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private static Sent payment(int number, int amount) {
    String json =
        "{\"transaction_id\":\"T%d\",\"event_time\":\"2026-10-01T10:0%d:00Z\",\"account_id\":\"A1\",\"amount\":%d,\"currency\":\"USD\"}";
    return new Sent(
        "A1".getBytes(UTF_8), json.formatted(number, number - 1, amount).getBytes(UTF_8));
  }
}
