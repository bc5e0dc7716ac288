package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.fraud.stream.Payments.Sent;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.WireFormat;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.record.RefusalReason;
import io.millrace.model.run.RunRecord;
import io.millrace.model.schema.SchemaVersions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FraudTopologyTest {
  private static final int PAYMENTS = 4_000;
  private static final Feed AVRO = Payments.FEED.toBuilder().wireFormat(WireFormat.AVRO).build();
  private static final Instant ARRIVED = Instant.parse("2026-11-20T00:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 20_000, Long.MAX_VALUE})
  void scoresAndAlertsAreThoseOfTheFileHostHoweverFewAccountsAreHeld(long heldBytes)
      throws Exception {
    // given payments of which some come again, some late and some are broken
    List<Sent> sent = Payments.of(Payments.FEED, 7, PAYMENTS);
    FileHost expected = FileHost.over(folder, List.of(values(sent)));

    // when
    Outcome outcome = run(Payments.FEED, sent, heldBytes);

    // then
    assertThat(outcome.scores()).isEqualTo(expected.scores());
    assertThat(outcome.alerts()).isEqualTo(expected.alerts()).hasSizeGreaterThan(50);
    assertThat(outcome.progress().duplicates()).isEqualTo(expected.duplicates()).isGreaterThan(100);
    assertThat(outcome.progress().refused().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(expected.refused())
        .isGreaterThan(10);
    assertThat(outcome.progress().alerts()).isEqualTo(expected.alerts().size());
  }

  @Test
  void paymentsInAvroGiveTheSame() {
    Outcome ofAvro = run(AVRO, Payments.of(AVRO, 8, PAYMENTS), PaymentProcessor.HELD_BYTES);
    Outcome ofJson =
        run(Payments.FEED, Payments.of(Payments.FEED, 8, PAYMENTS), PaymentProcessor.HELD_BYTES);

    assertThat(ofAvro.scores()).isEqualTo(ofJson.scores()).isNotEmpty();
    assertThat(ofAvro.alerts()).isEqualTo(ofJson.alerts()).isNotEmpty();
  }

  @Test
  void paymentsInAvroOfAnEarlierVersionOfTheirSchemaGiveTheSame() {
    // given payments of which every other one is sent by a producer of the version before
    Feed earlier =
        AVRO.toBuilder()
            .fields(
                Stream.concat(
                        Stream.of(new Field("gone", FieldType.STRING, false, "gone")),
                        AVRO.fields().stream())
                    .toList())
            .build();
    List<Sent> sent = Payments.of(AVRO, 9, PAYMENTS);
    List<Sent> sentBefore = Payments.of(earlier, 9, PAYMENTS);
    List<Sent> mixed =
        IntStream.range(0, sent.size())
            .mapToObj(i -> (i % 2 == 0 ? sentBefore : sent).get(i))
            .toList();

    // when
    Outcome expected = run(AVRO, sent, PaymentProcessor.HELD_BYTES);
    Outcome outcome =
        run(
            new DeclaredPayments(AVRO, SchemaVersions.of(AVRO, List.of(earlier.avsc()))),
            mixed,
            PaymentProcessor.HELD_BYTES);
    Outcome ofTheNewestAlone = run(AVRO, mixed, PaymentProcessor.HELD_BYTES);

    // then
    assertThat(outcome.scores()).isEqualTo(expected.scores()).hasSizeGreaterThan(PAYMENTS / 2);
    assertThat(outcome.alerts()).isEqualTo(expected.alerts()).isNotEmpty();
    assertThat(outcome.progress().refused()).isEqualTo(expected.progress().refused());
    assertThat(ofTheNewestAlone.progress().refused().get(RefusalReason.UNKNOWN_SCHEMA))
        .isGreaterThan(PAYMENTS / 3);
  }

  @Test
  void whatIsNoPaymentIsCountedByItsReasonAndEndsNothing() {
    Outcome outcome =
        run(
            Payments.FEED,
            List.of(
                new Sent(null, null),
                new Sent(bytes("A1"), bytes("{")),
                new Sent(bytes("A1"), bytes("{\"account_id\":\"A1\"}")),
                payment("A1", "A1")),
            PaymentProcessor.HELD_BYTES);

    assertThat(outcome.scores()).hasSize(1);
    assertThat(outcome.progress().refused())
        .containsEntry(RefusalReason.EMPTY, 1L)
        .containsEntry(RefusalReason.NOT_JSON, 1L)
        .containsEntry(RefusalReason.MISSING_FIELD, 1L);
  }

  @Test
  void aPaymentUnderAnotherKeyIsEvaluatedAndCounted() {
    Outcome outcome =
        run(
            Payments.FEED,
            List.of(payment("A1", "A1"), payment(null, "A2"), payment("A1", "A2")),
            PaymentProcessor.HELD_BYTES);

    assertThat(outcome.progress().foreignKeys()).isEqualTo(2);
    assertThat(outcome.scores()).hasSize(2);
    assertThat(outcome.progress().duplicates()).isEqualTo(1);
  }

  @Test
  void aScoreSaysUnderItsAccountWhereThePaymentLiesAndOfWhichRunItIs() {
    try (TopologyTestDriver driver =
        driver(DeclaredPayments.of(Payments.FEED), new PaymentCounts(), 0)) {
      TestRecord<byte[], byte[]> in =
          new TestRecord<>(
              bytes("A1"),
              payment("A1", "A1").value(),
              new RecordHeaders().add(RunRecord.HEADER, bytes("20261120T000000-00000001")),
              ARRIVED);

      input(driver).pipeInput(in);

      TestRecord<byte[], byte[]> out =
          driver
              .createOutputTopic(
                  FraudOutputs.LIVE.scores(),
                  new ByteArrayDeserializer(),
                  new ByteArrayDeserializer())
              .readRecord();
      assertThat(out.key()).isEqualTo(bytes("A1"));
      assertThat(Row.of(out.headers(), out.value()))
          .isEqualTo(new Row(0, 0, new String(out.value(), UTF_8)));
      assertThat(out.headers().lastHeader(RunRecord.HEADER).value())
          .isEqualTo(bytes("20261120T000000-00000001"));
    }
  }

  /** What came out. */
  private record Outcome(List<Row> scores, List<Row> alerts, StreamProgress progress) {}

  private static Outcome run(Feed feed, List<Sent> sent, long heldBytes) {
    return run(DeclaredPayments.of(feed), sent, heldBytes);
  }

  private static Outcome run(DeclaredPayments payments, List<Sent> sent, long heldBytes) {
    PaymentCounts counts = new PaymentCounts();
    try (TopologyTestDriver driver = driver(payments, counts, heldBytes)) {
      TestInputTopic<byte[], byte[]> in = input(driver);
      sent.forEach(record -> in.pipeInput(record.key(), record.value(), ARRIVED));
      return new Outcome(
          rows(driver, FraudOutputs.LIVE.scores()),
          rows(driver, FraudOutputs.LIVE.alerts()),
          counts.progress(0));
    }
  }

  private static TopologyTestDriver driver(
      DeclaredPayments payments, PaymentCounts counts, long heldBytes) {
    CurrentRules rules =
        new CurrentRules(
            WorkingRules.of(
                new RulePromotion(
                    0,
                    RulePromotion.Kind.FIRST,
                    Payments.RULES.parse().version(),
                    Payments.RULES.yaml(),
                    ARRIVED)));
    Properties config = new Properties();
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return new TopologyTestDriver(
        FraudTopology.of(
            payments.feed().topic(),
            FraudOutputs.LIVE,
            // The driver commits after each record, which on disk takes milliseconds.
            Stores.inMemoryKeyValueStore(FraudTopology.ACCOUNTS),
            () ->
                new PaymentProcessor(
                    rules,
                    payments,
                    counts,
                    StreamListener.NONE,
                    new CommitPace(StreamSettings.USUAL_COMMIT_INTERVAL, Clock.systemUTC()),
                    heldBytes)),
        config);
  }

  private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver) {
    return driver.createInputTopic(
        Payments.FEED.topic(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<Row> rows(TopologyTestDriver driver, String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .stream()
        .map(record -> Row.of(record.headers(), record.value()))
        .toList();
  }

  private static List<byte[]> values(List<Sent> sent) {
    return sent.stream().map(Sent::value).toList();
  }

  private static Sent payment(String key, String account) {
    String json =
        "{\"transaction_id\":\"T1\",\"event_time\":\"2026-10-01T10:00:00Z\",\"account_id\":\"%s\",\"amount\":12,\"currency\":\"USD\"}";
    return new Sent(key == null ? null : bytes(key), bytes(json.formatted(account)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
