package io.millrace.ingest.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import io.millrace.ingest.publish.Acknowledged;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.PersonalTreatment;
import io.millrace.model.feed.WireFormat;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.Decoded;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import io.millrace.model.record.Valid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicOutputTest {
  private static final Feed DECLARED =
      FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
  private static final String RUN = "20261121T060000-0badcafe";
  private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
  private static final long COUNT = 20_000;

  private final PaymentGenerator generator =
      new PaymentGenerator(FraudSettings.even(0.05), OptionalInt.of(500));

  @TempDir private Path folder;
  private TestBroker broker;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder);
    try (Admin admin = broker.admin()) {
      new Topics(admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(30)).ensure(DECLARED);
    }
  }

  @AfterEach
  void stopBroker() {
    broker.stop();
  }

  @ParameterizedTest
  @EnumSource(WireFormat.class)
  void theInventoryEqualsWhatLiesOnTheTopicAndSoDoesTheRun(WireFormat format) {
    // given
    Feed feed = DECLARED.toBuilder().wireFormat(format).build();
    Acknowledged acknowledged = new Acknowledged();

    // when
    Inventory inventory;
    try (TopicOutput output =
        new TopicOutput(
            FeedProducer.ofRun(producer(), feed, RUN), feed, Optional.empty(), acknowledged)) {
      inventory = run(feed, output, progress -> {});
    }

    // then
    assertThat(inventory.end()).isEqualTo(Inventory.End.COMPLETE);
    assertThat(inventory.labels()).isNotEmpty();
    List<ConsumerRecord<byte[], byte[]>> records = broker.read(feed.topic());
    assertThat(records).allMatch(r -> RUN.equals(TestBroker.runOf(r)));
    assertThat((long) records.size()).isEqualTo(acknowledged.records());
    List<Object[]> rows = new ArrayList<>();
    Map<String, Long> refused = decode(feed, records, rows);
    assertThat(inventory.delivered()).isEqualTo(Recount.of(feed, rows, generator.counted()));
    assertThat(inventory.malformed()).isEqualTo(refused).hasSize(5);
  }

  @Test
  void paymentsOfAnAccountKeepTheirOrder() {
    try (TopicOutput output =
        new TopicOutput(
            FeedProducer.live(producer(), DECLARED),
            DECLARED,
            Optional.empty(),
            new Acknowledged())) {
      run(DECLARED, output, Disturbance.NONE, progress -> {});
    }

    List<Object[]> rows = new ArrayList<>();
    decode(DECLARED, broker.read(DECLARED.topic()), rows);
    Map<Object, Long> last = new HashMap<>();
    for (Object[] row : rows) {
      long micros = (Long) row[DECLARED.indexOf("event_time")];
      Long before = last.put(row[DECLARED.indexOf("account_id")], micros);
      assertThat(before == null || before < micros).isTrue();
    }
  }

  @Test
  void aBrokerThatIsGoneLeavesAnInventoryOfWhatItAcknowledged() throws Exception {
    // given
    Acknowledged acknowledged = new Acknowledged();
    ProducerSettings impatient = producer().withDeliveryTimeout(Duration.ofSeconds(2));

    // when it goes in the middle
    Inventory inventory;
    try (TopicOutput output =
        new TopicOutput(
            FeedProducer.live(impatient, DECLARED), DECLARED, Optional.empty(), acknowledged)) {
      inventory =
          run(
              DECLARED,
              output,
              progress -> {
                if (progress.sent() == 9_000) {
                  broker.stop();
                }
              });
      assertThat(output.failure()).isNotNull();
    }

    // then the broker has all that is counted, and perhaps some of what is not
    assertThat(inventory.end()).isEqualTo(Inventory.End.FAILED);
    long counted = inventory.kinds().values().stream().mapToLong(Long::longValue).sum();
    assertThat(counted).isEqualTo(acknowledged.records()).isLessThan(COUNT);
    broker.startAgain();
    assertThat((long) broker.read(DECLARED.topic()).size())
        .isBetween(counted, counted + inventory.unacknowledged());
  }

  @Test
  void personalDataIsHashedBeforeItIsSentAndCounted() {
    // given
    Feed feed =
        DECLARED.toBuilder().personalData(Map.of("user_id", PersonalTreatment.HASH)).build();
    Salt salt = Salt.parse("test", "00".repeat(32));

    // when
    Inventory inventory;
    try (TopicOutput output =
        new TopicOutput(
            FeedProducer.live(producer(), feed), feed, Optional.of(salt), new Acknowledged())) {
      inventory = run(feed, output, progress -> {});
    }

    // then
    List<Object[]> rows = new ArrayList<>();
    decode(feed, broker.read(feed.topic()), rows);
    assertThat(rows).allMatch(r -> ((String) r[feed.indexOf("user_id")]).matches("h:[0-9a-f]{32}"));
    assertThat(inventory.delivered()).isEqualTo(Recount.of(feed, rows, generator.counted()));
  }

  private ProducerSettings producer() {
    return ProducerSettings.of(broker.brokers(), "test");
  }

  private Inventory run(Feed feed, TopicOutput output, Consumer<GenerationProgress> progress) {
    return run(feed, output, new Disturbance(0.05, 0.05, 0.02), progress);
  }

  private Inventory run(
      Feed feed, TopicOutput output, Disturbance rates, Consumer<GenerationProgress> progress) {
    GenerationSettings settings =
        new GenerationSettings(
            42,
            OptionalDouble.empty(),
            OptionalLong.of(COUNT),
            Optional.empty(),
            Optional.of(START),
            OptionalDouble.empty(),
            rates);
    return new Generation(
            feed,
            generator,
            settings,
            settings.plan(generator.usualPerSecond(), NOW),
            Ticker.SYSTEM)
        .run(output, new StopSignal(), Map.of(), null, progress);
  }

  private static Map<String, Long> decode(
      Feed feed, List<ConsumerRecord<byte[], byte[]>> records, List<Object[]> rows) {
    Map<String, Long> refused = new TreeMap<>();
    RecordDecoder decoder = new RecordDecoder(feed);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Decoded decoded = decoder.decode(record.value(), NOW.toEpochMilli());
      if (decoded instanceof Valid valid) {
        rows.add(valid.values());
      } else if (decoded instanceof Refused broken) {
        refused.merge(broken.reason().name(), 1L, Long::sum);
      }
    }
    return refused;
  }
}
