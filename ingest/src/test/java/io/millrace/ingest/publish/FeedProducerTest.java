package io.millrace.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.WireFormat;
import io.millrace.model.record.AvroMessage;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import io.millrace.model.record.Valid;
import io.millrace.model.run.OffsetRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a producer promises to its callers, against a real broker. */
class FeedProducerTest {
  private static final Feed ACTIVITY =
      FeedCatalog.load(Path.of("../conf/feeds")).require("activity");

  @TempDir Path folder;

  private final Deliveries deliveries = new Deliveries();
  private TestBroker broker;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder);
    try (Admin admin = broker.admin()) {
      new Topics(admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(20)).ensure(ACTIVITY);
    }
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void recordsOfARunCarryItsIdAndAreAccountedForByPartition() {
    Acknowledged acknowledged = new Acknowledged();
    try (FeedProducer producer = FeedProducer.ofRun(settings(), ACTIVITY, "run-1")) {
      for (int i = 0; i < 1_000; i++) {
        producer.send(row(i), acknowledged.ofRecords());
      }
      producer.flush();
    }

    List<ConsumerRecord<byte[], byte[]>> records = broker.read(ACTIVITY.topic());
    assertThat(records).hasSize(1_000).allMatch(r -> "run-1".equals(TestBroker.runOf(r)));
    assertThat(acknowledged.records()).isEqualTo(1_000);
    assertThat(acknowledged.failure()).isNull();
    assertThat(acknowledged.ranges())
        .isEqualTo(
            records.stream()
                .map(ConsumerRecord::partition)
                .distinct()
                .sorted()
                .map(p -> new OffsetRange(p, 0, countOf(records, p)))
                .toList());
  }

  @Test
  void bytesThatAreEncodedAlreadyArriveLikeTheirRow() {
    try (FeedProducer producer = FeedProducer.live(settings(), ACTIVITY)) {
      producer.send(row(7), deliveries);
      producer.flush();
      ConsumerRecord<byte[], byte[]> ofRow = broker.read(ACTIVITY.topic()).get(0);
      producer.send(producer.keyOf(row(7)), ofRow.value(), deliveries);
      producer.flush();
    }

    List<ConsumerRecord<byte[], byte[]>> records = broker.read(ACTIVITY.topic());
    assertThat(records).hasSize(2).allMatch(r -> TestBroker.runOf(r) == null);
    assertThat(records.get(1).key()).isEqualTo(records.get(0).key());
    assertThat(records.get(1).partition()).isEqualTo(records.get(0).partition());
    assertThat(
            new RecordDecoder(ACTIVITY).decode(records.get(1).value(), records.get(1).timestamp()))
        .isInstanceOfSatisfying(Valid.class, valid -> assertThat(valid.values()).isEqualTo(row(7)));
    assertThat(deliveries.acknowledged()).isEqualTo(2);
  }

  @Test
  void whatACollectorRefusesIsADeadLetterWithoutLineOrRun() throws Exception {
    byte[] body = "{\"event_id\":".getBytes(UTF_8);
    Refused refused = new Refused(RefusalReason.NOT_JSON, null, "cut off");
    DeadLetter letter =
        DeadLetter.of(
            "activity",
            new DeadLetter.Origin("collector", "h:0011", null),
            DeadLetter.Cause.of(refused),
            body);
    try (FeedProducer producer = FeedProducer.live(settings(), ACTIVITY)) {
      producer.send(letter, deliveries);
      producer.flush();
    }

    ConsumerRecord<byte[], byte[]> record = broker.read(ACTIVITY.dlqTopic()).get(0);
    assertThat(DeadLetter.parse(record.value())).isEqualTo(letter);
    assertThat(new String(record.value(), UTF_8))
        .startsWith("{\"feed\":\"activity\",\"reason\":\"NOT_JSON\",\"detail\":\"cut off\",")
        .contains("\"source\":\"collector\",\"client\":\"h:0011\",\"length\":12,")
        .doesNotContain("line", "run_id");
    assertThat(deliveries.acknowledged()).isEqualTo(1);
  }

  @Test
  void feedThatDeclaresAvroIsSentAsAvro() {
    Feed avro = ACTIVITY.toBuilder().wireFormat(WireFormat.AVRO).build();
    try (FeedProducer producer = FeedProducer.live(settings(), avro)) {
      producer.send(row(7), deliveries);
      producer.flush();
    }

    ConsumerRecord<byte[], byte[]> record = broker.read(ACTIVITY.topic()).get(0);
    assertThat(AvroMessage.fingerprint(record.value())).hasValue(ACTIVITY.fingerprint());
    assertThat(new RecordDecoder(ACTIVITY).decode(record.value(), record.timestamp()))
        .isInstanceOfSatisfying(Valid.class, valid -> assertThat(valid.values()).isEqualTo(row(7)));
  }

  @Test
  void severalThreadsMayShareAProducer() throws Exception {
    Acknowledged acknowledged = new Acknowledged();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (FeedProducer producer = FeedProducer.live(settings(), ACTIVITY)) {
      List<Future<?>> sent = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread * 1_000;
        sent.add(
            threads.submit(
                () -> {
                  for (int i = first; i < first + 1_000; i++) {
                    producer.send(row(i), acknowledged.ofRecords());
                  }
                }));
      }
      for (Future<?> each : sent) {
        each.get();
      }
      producer.flush();
    } finally {
      threads.shutdownNow();
    }

    assertThat(acknowledged.records()).isEqualTo(4_000);
    RecordDecoder decoder = new RecordDecoder(ACTIVITY);
    assertThat(broker.read(ACTIVITY.topic()))
        .allMatch(r -> decoder.decode(r.value(), r.timestamp()) instanceof Valid)
        .extracting(r -> ((Valid) decoder.decode(r.value(), r.timestamp())).values()[0])
        .doesNotHaveDuplicates()
        .hasSize(4_000);
  }

  @Test
  void recordBeyondTheLimitIsPoisonAtOnceAndTheNextOneGoes() {
    ProducerSettings settings = settings().withMaxRecordBytes(1_000);
    try (FeedProducer producer = FeedProducer.live(settings, ACTIVITY)) {
      assertThatThrownBy(() -> producer.send(null, new byte[1_001], deliveries))
          .isInstanceOf(UnpublishableRecordException.class)
          .hasMessage("The record has 1001 bytes, but the limit is 1000.");
      producer.send(null, new byte[1_000], deliveries);
      producer.flush();
    }

    assertThat(deliveries.acknowledged()).isEqualTo(1);
    assertThat(deliveries.failures()).isEmpty();
  }

  @Test
  void recordThatTheTopicFindsTooLargeIsPoisonAndTheNextOneGoes() throws Exception {
    try (Admin admin = broker.admin()) {
      ConfigEntry limit = new ConfigEntry("max.message.bytes", "2000");
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, ACTIVITY.topic()),
                  List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
    try (FeedProducer producer = FeedProducer.live(settings(), ACTIVITY)) {
      byte[] large = new byte[5_000];
      new Random(1).nextBytes(large); // so that no compression makes it fit
      producer.send(null, large, deliveries);
      producer.flush();
      producer.send(row(1), deliveries);
      producer.flush();
    }

    assertThat(deliveries.failures())
        .singleElement()
        .isInstanceOf(UnpublishableRecordException.class);
    assertThat(deliveries.acknowledged()).isEqualTo(1);
  }

  @Test
  void outageIsAnUnknownOutcomeForWhatWasTakenAndRetriableForWhatCannotBeTaken() {
    ProducerSettings settings =
        settings()
            .withDeliveryTimeout(Duration.ofSeconds(2))
            .withBlockTimeout(Duration.ofMillis(50))
            .withBatches(1_024, Duration.ZERO)
            .withMaxRecordBytes(1_000)
            .withBufferBytes(64 * 1024);
    try (FeedProducer producer = FeedProducer.live(settings, ACTIVITY)) {
      producer.connect(Duration.ofSeconds(20));
      producer.send(row(0), deliveries);
      producer.flush();
      broker.stop();

      int taken = 1;
      NotPublishedException full = null;
      while (full == null) {
        try {
          producer.send(row(taken), deliveries);
          taken++;
        } catch (NotPublishedException e) {
          full = e;
        }
      }
      producer.flush();

      assertThat(full).hasMessageStartingWith("Topic activity did not take the record: ");
      assertThat(deliveries.acknowledged()).isEqualTo(1);
      assertThat(deliveries.failures())
          .hasSize(taken - 1)
          .hasOnlyElementsOfType(PublishUnknownException.class);
    }
  }

  @Test
  void producerIsGoodForFurtherRecordsAfterAnOutageThatFailedSome() {
    ProducerSettings settings = settings().withDeliveryTimeout(Duration.ofSeconds(2));
    try (FeedProducer producer = FeedProducer.live(settings, ACTIVITY)) {
      producer.send(row(0), deliveries);
      producer.flush();
      broker.stop();
      int taken = takenOf(producer, row(1));
      producer.flush();
      assertThat(deliveries.failures()).hasSize(taken);
      broker.startAgain();

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                takenOf(producer, row(2));
                producer.flush();
                return deliveries.acknowledged() > 1;
              });

      assertThat(broker.read(ACTIVITY.topic())).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  @Timeout(120) // Kafka's own flush would wait for the broker for ever
  void flushEndsEvenWhenTheBrokerGoesBeforeTheProducerHasItsId() {
    ProducerSettings settings = settings().withDeliveryTimeout(Duration.ofSeconds(1));
    FeedProducer producer = FeedProducer.live(settings, ACTIVITY);
    producer.connect(Duration.ofSeconds(20));
    broker.stop();
    int taken = takenOf(producer, row(0));

    try {
      producer.flush();
    } catch (PublishUnknownException e) {
      assertThat(e).hasMessage("Topic activity did not answer within PT6S.");
    }
    producer.close();

    assertThat(deliveries.failures())
        .hasSize(taken)
        .hasOnlyElementsOfType(PublishUnknownException.class);
  }

  @Test
  void brokerThatComesBackWithinTheDeliveryTimeoutHasEveryRecordOnceAndInOrder() {
    Acknowledged acknowledged = new Acknowledged();
    try (FeedProducer producer = FeedProducer.ofRun(settings(), ACTIVITY, "run-1")) {
      for (int i = 0; i < 20_000; i++) {
        producer.send(row(i), acknowledged.ofRecords());
        if (i == 10_000) {
          broker.stop();
          broker.startAgain();
        }
      }
      producer.flush();
    }

    assertThat(acknowledged.failure()).isNull();
    assertThat(acknowledged.records()).isEqualTo(20_000);
    List<ConsumerRecord<byte[], byte[]>> records = broker.read(ACTIVITY.topic());
    assertThat(records).hasSize(20_000);
    RecordDecoder decoder = new RecordDecoder(ACTIVITY);
    Map<String, Long> lastOfKey = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Valid valid = (Valid) decoder.decode(record.value(), record.timestamp());
      Long last = lastOfKey.put(new String(record.key(), UTF_8), valid.eventTimeMicros());
      assertThat(last == null || last < valid.eventTimeMicros()).isTrue();
    }
  }

  @Test
  void brokersThatWereNeverThereAreRetriable() {
    ProducerSettings settings =
        ProducerSettings.of("127.0.0.1:9", "test").withBlockTimeout(Duration.ofMillis(200));
    try (FeedProducer producer = FeedProducer.live(settings, ACTIVITY)) {
      assertThatThrownBy(() -> producer.send(row(1), deliveries))
          .isInstanceOf(NotPublishedException.class)
          .hasMessageContaining("Topic activity not present in metadata after 200 ms");
      assertThatThrownBy(() -> producer.connect(Duration.ofMillis(1)))
          .isInstanceOf(NotPublishedException.class);
    }

    assertThat(deliveries.failures()).isEmpty();
  }

  @Test
  void closingTellsTheDeliveriesOfWhatItGivesUp() {
    ProducerSettings settings = settings().withBatches(1024 * 1024, Duration.ofMinutes(1));
    FeedProducer producer = FeedProducer.live(settings, ACTIVITY);
    producer.send(row(1), deliveries);

    producer.close();

    assertThat(deliveries.failures()).singleElement().isInstanceOf(PublishUnknownException.class);
    assertThatThrownBy(() -> producer.send(row(2), deliveries))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closingWithTimeSendsWhatItHas() {
    ProducerSettings settings = settings().withBatches(1024 * 1024, Duration.ofMinutes(1));
    FeedProducer producer = FeedProducer.live(settings, ACTIVITY);
    producer.send(row(1), deliveries);

    producer.close(Duration.ofSeconds(20));

    assertThat(deliveries.acknowledged()).isEqualTo(1);
    assertThat(broker.read(ACTIVITY.topic())).hasSize(1);
  }

  /** 1 when it was taken; 0 when not, because Kafka's client had forgotten the absent broker. */
  private int takenOf(FeedProducer producer, Object[] row) {
    try {
      producer.send(row, deliveries);
      return 1;
    } catch (NotPublishedException e) {
      return 0;
    }
  }

  private ProducerSettings settings() {
    return ProducerSettings.of(broker.brokers(), "test");
  }

  private static long countOf(List<ConsumerRecord<byte[], byte[]>> records, int partition) {
    return records.stream().filter(r -> r.partition() == partition).count();
  }

  private static Object[] row(int number) {
    Object[] row = new Object[ACTIVITY.fields().size()];
    row[ACTIVITY.indexOf("event_id")] = "event-" + number;
    row[ACTIVITY.indexOf("event_time")] = 1_000_000_000_000_000L + number;
    row[ACTIVITY.indexOf("user_id")] = "user-" + number % 100;
    return row;
  }
}
