package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What some other producer puts on a topic is landed or quarantined, and accounted for. */
@Order(350)
@ExtendWith(SharedCluster.class)
class QuarantineTest {

  private static final List<List<String>> BROKEN =
      List.of(
          List.of("FAR_FUTURE", event("9000-01-01T00:00:00Z")),
          List.of("FAR_PAST", event("1999-12-31T23:59:59Z")),
          List.of("MISSING_FIELD", "{\"event_id\":\"x\"}"),
          List.of("NOT_JSON", "no JSON at all"));

  private final TestCluster cluster;

  QuarantineTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void recordsThatAreNoneOfTheFeedAreQuarantinedWithReasonAndBytes() throws Exception {
    // given
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + cluster.millrace().port(9092)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      // when
      for (List<String> record : BROKEN) {
        sent.add(producer.send(new ProducerRecord<>("activity", record.get(1).getBytes(UTF_8))));
      }
      producer.flush();
    }
    List<String> places = new ArrayList<>();
    for (Future<RecordMetadata> record : sent) {
      places.add("'%d@%d'".formatted(record.get().partition(), record.get().offset()));
    }

    // then
    try (Hive hive = cluster.hive()) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () ->
                  assertThat(
                          hive.rows(
                              """
                              SELECT reason, decode(payload, 'UTF-8') FROM raw.quarantine
                              WHERE feed = 'activity'
                                AND concat(CAST(kafka_partition AS STRING), '@', CAST(kafka_offset AS STRING)) IN (%s)
                              """
                                  .formatted(String.join(", ", places))))
                      .containsExactlyInAnyOrderElementsOf(BROKEN));
    }
    String days = today + ".." + today.plusDays(1);
    cluster.millrace().run("audit", "--feed", "activity", "--days", days).requireSuccess();
  }

  private static String event(String time) {
    return "{\"event_id\":\"x\",\"event_time\":\"%s\",\"site\":\"s\",\"user_id\":\"u\",\"event_type\":\"page_view\"}"
        .formatted(time);
  }
}
