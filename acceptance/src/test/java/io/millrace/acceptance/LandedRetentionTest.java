package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Landed days that their feed keeps no longer go from what readers see while the stream runs, no
 * record of them lands again, and the books still add up.
 */
@Order(640)
@ExtendWith(SharedCluster.class)
class LandedRetentionTest {

  private static final String FEED = "crates";
  private static final Path YAML = Checkout.root().resolve("conf/feeds/" + FEED + ".yaml");
  private static final Path AVSC = Checkout.root().resolve("conf/feeds/" + FEED + ".avsc");
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration POLLED = Duration.ofSeconds(1);
  private static final int RECORDS = 5;
  private static final String DAYS = "SELECT dt, count(*) FROM raw.crates GROUP BY dt ORDER BY dt";

  private final TestCluster cluster;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final String old = today.minusDays(40).toString();
  private final String young = today.minusDays(2).toString();

  LandedRetentionTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  @AfterAll
  static void forgetTheDeclaration() throws IOException {
    Files.deleteIfExists(YAML);
    Files.deleteIfExists(AVSC);
  }

  @Test
  void daysThatTheFeedKeepsNoLongerGoAndTheirRecordsAreRefused() throws IOException {
    // given
    declare();
    millrace("feed", "apply", FEED);
    produce("a", old);
    produce("b", young);
    try (Hive hive = cluster.hive()) {
      await()
          .atMost(LONGEST)
          .pollInterval(POLLED)
          .until(() -> hive.rows(DAYS), List.of(List.of(old, "5"), List.of(young, "5"))::equals);

      // when
      Outcome plan = millrace("retention", "plan");
      millrace("workflow", "run", "retention");

      // then
      assertThat(plan.out()).contains("raw.crates", old, "retention.raw of feed crates: P30D");
      await()
          .atMost(LONGEST)
          .pollInterval(POLLED)
          .until(() -> hive.rows(DAYS), List.of(List.of(young, "5"))::equals);
      await()
          .atMost(LONGEST)
          .pollInterval(POLLED)
          .until(
              () ->
                  hive.rows(
                      "SELECT what, sum(row_count) FROM ops.retention WHERE table_name = 'raw.crates' GROUP BY what"),
              List.of(List.of("dropped", "5"))::equals);

      // when records of a day that is gone come again
      produce("c", old);

      // then
      await()
          .atMost(LONGEST)
          .pollInterval(POLLED)
          .until(
              () ->
                  hive.number(
                          "SELECT count(*) FROM raw.quarantine WHERE feed = 'crates' AND reason = 'TOO_OLD'")
                      == RECORDS);
      assertThat(hive.rows(DAYS)).containsExactly(List.of(young, "5"));
    }
    assertThat(millrace("audit", "--feed", FEED).out())
        .contains("crates: 5 records of days before " + today.minusDays(30));
  }

  private void declare() throws IOException {
    Path sample =
        Files.writeString(
            Checkout.target().resolve("crates.csv"),
            """
            crate_id,packed_at,kilograms
            c-1,2026-05-01T10:00:00Z,1.5
            c-2,2026-05-01T10:05:30Z,7.0
            """);
    millrace("feed", "add", FEED, "--from", sample.toString());
    Files.writeString(
        YAML, Files.readString(YAML) + "\nretention: {raw: P30D, quarantine: P30D}\n");
  }

  private void produce(String prefix, String day) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + cluster.millrace().port(9092)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        String crate =
            "{\"crate_id\":\"%s-%d\",\"packed_at\":\"%sT10:1%d:00Z\",\"kilograms\":2.0}"
                .formatted(prefix, i, day, i);
        var unused = producer.send(new ProducerRecord<>(FEED, crate.getBytes(UTF_8)));
      }
      producer.flush();
    }
  }

  private Outcome millrace(String... arguments) {
    return cluster.millrace().run(arguments).requireSuccess();
  }
}
