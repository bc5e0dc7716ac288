package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** What a rule refused lands once when the rule is loosened, and what was broken when mended. */
@Order(620)
@ExtendWith(SharedCluster.class)
class QuarantineReplayTest {

  private static final String FEED = "parcels";
  private static final Path YAML = Checkout.root().resolve("conf/feeds/" + FEED + ".yaml");
  private static final Path AVSC = Checkout.root().resolve("conf/feeds/" + FEED + ".avsc");
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String REFUSED =
      "SELECT count(*) FROM raw.quarantine WHERE feed = 'parcels'";
  private static final int LIGHT = 6;
  private static final int HEAVY = 4;

  private final TestCluster cluster;

  QuarantineReplayTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  @AfterAll
  static void forgetTheDeclaration() throws IOException {
    Files.deleteIfExists(YAML);
    Files.deleteIfExists(AVSC);
  }

  @Test
  void refusedRecordsAreSentOnceWhenTheyAreAcceptedOrMended() throws IOException {
    // given parcels of which a rule refuses the heavy ones, and one that is cut off
    declare();
    rule("{max: 10}");
    millrace("feed", "apply", FEED);
    produce();
    try (Hive hive = cluster.hive()) {
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> hive.number(REFUSED) == HEAVY + 1);
      assertThat(millrace("quarantine", "list", "--feed", FEED, "--reason", "RULE").out())
          .contains("RULE", "not_too_heavy", "kilograms");

      // when the rule is loosened
      Files.writeString(YAML, Files.readString(YAML).replace("{max: 10}", "{max: 50}"));
      millrace("feed", "apply", FEED);
      Outcome dry = millrace("quarantine", "replay", "--feed", FEED, "--dry-run");
      Outcome first = millrace("quarantine", "replay", "--feed", FEED, "--wait");
      Outcome second = millrace("quarantine", "replay", "--feed", FEED, "--wait");

      // then the heavy ones are there once, the broken one is still refused
      assertThat(dry.err()).contains("4 records of feed parcels would be sent again");
      assertThat(first.err())
          .contains("4 records of feed parcels sent again")
          .contains("still refused: NOT_JSON");
      assertThat(second.err())
          .contains("0 records of feed parcels sent again")
          .contains("4 replayed before");
      assertParcels(hive, LIGHT + HEAVY);

      // when the broken one is mended
      Path mended = Checkout.target().resolve("parcels-mended.ndjson");
      String line = millrace("quarantine", "show", "--feed", FEED, "--json").out().strip();
      assertThat(line.lines()).hasSize(1);
      Files.writeString(
          mended, line.replaceFirst("\"text\":.*", "\"record\":" + parcel("mended", 1) + "}"));
      String[] repair = {
        "quarantine", "replay", "--feed", FEED, "--repaired", mended.toString(), "--wait"
      };
      millrace(repair);
      assertThat(millrace(repair).err()).contains("0 records of feed parcels sent again");

      // then
      assertParcels(hive, LIGHT + HEAVY + 1);
      assertThat(hive.number(REFUSED)).isEqualTo(HEAVY + 1);
      assertThat(
              hive.rows(
                  """
                  SELECT repaired, count(*), count(DISTINCT kafka_partition, kafka_offset)
                  FROM ops.quarantine_replayed WHERE feed = 'parcels'
                  GROUP BY repaired ORDER BY repaired
                  """))
          .containsExactly(List.of("false", "4", "4"), List.of("true", "1", "1"));
    }
    millrace("audit", "--feed", FEED);
  }

  private void assertParcels(Hive hive, long expected) {
    assertThat(
            hive.rows(
                "SELECT count(*), count(DISTINCT parcel_id), count(DISTINCT kafka_partition, kafka_offset) FROM raw.parcels"))
        .containsExactly(
            List.of(String.valueOf(expected), String.valueOf(expected), String.valueOf(expected)));
  }

  private void declare() throws IOException {
    Path sample =
        Files.writeString(
            Checkout.target().resolve("parcels.csv"),
            """
            parcel_id,sent_at,kilograms
            p-1,2026-05-01T10:00:00Z,1.5
            p-2,2026-05-01T10:05:30Z,7.0
            """);
    millrace("feed", "add", FEED, "--from", sample.toString());
  }

  private static void rule(String range) throws IOException {
    Files.writeString(
        YAML,
        Files.readString(YAML)
            + "\nrules:\n  - {name: not_too_heavy, field: kilograms, range: %s}\n"
                .formatted(range));
  }

  private void produce() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + cluster.millrace().port(9092)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < LIGHT; i++) {
        send(producer, parcel("light-" + i, 2));
      }
      for (int i = 0; i < HEAVY; i++) {
        send(producer, parcel("heavy-" + i, 20));
      }
      send(producer, parcel("cut", 3).substring(0, 20));
      producer.flush();
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String value) {
    var unused = producer.send(new ProducerRecord<>(FEED, value.getBytes(UTF_8)));
  }

  private static String parcel(String id, int kilograms) {
    return "{\"parcel_id\":\"%s\",\"sent_at\":\"2026-05-01T10:10:00Z\",\"kilograms\":%d.0}"
        .formatted(id, kilograms);
  }

  private Outcome millrace(String... arguments) {
    return cluster.millrace().run(arguments).requireSuccess();
  }
}
