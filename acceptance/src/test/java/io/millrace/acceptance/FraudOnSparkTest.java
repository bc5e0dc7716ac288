package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The streaming application as the host of fraud rules: on the topics, in Hive, and in the way of
 * another kind of host; other rules are promoted while it runs. It restarts the stream with other
 * settings, as the test after it does.
 */
@Order(690)
@ExtendWith(SharedCluster.class)
class FraudOnSparkTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int PAYMENTS = 8;
  private static final String STRICTER = "stricter";

  private static ConfFile settings;

  private final TestCluster cluster;
  private final String account = "fraud-on-spark-" + System.nanoTime();
  private final Instant start = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);

  FraudOnSparkTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  static void hostFraudRules() {
    settings = ConfFile.streaming("fraud:\n  host: live\nlive:\n  commit: PT2S\n");
  }

  @AfterAll
  static void restoreSettings() {
    settings.close();
  }

  @Test
  void paymentsAreScoredOnceOnTheTopicsAndInHiveByTheRulesThatWerePromotedLast() throws Exception {
    cluster.millrace().run("stream", "restart").requireSuccess();

    // given more payments within five minutes than the bundled rules allow, one of them twice
    List<String> payments = payments();
    send(payments);
    send(payments.subList(0, 1));

    // then
    soon().until(() -> ours("risk-scores").size() >= PAYMENTS);
    assertThat(ours("risk-scores")).hasSize(PAYMENTS);
    assertThat(ours("fraud-alerts"))
        .isNotEmpty()
        .anyMatch(alert -> alert.contains("\"rule\":\"VELOCITY_COUNT\""));
    try (Hive hive = cluster.hive()) {
      soon().until(() -> rows(hive, "risk_scores").size() >= PAYMENTS);
      assertThat(rows(hive, "risk_scores")).hasSize(PAYMENTS);
      assertThat(rows(hive, "fraud_alerts")).hasSameSizeAs(ours("fraud-alerts"));
    }

    // when another kind of host wants the topics
    Outcome other = cluster.millrace().run("fraud", "run");

    // then
    assertThat(other.exitCode()).isEqualTo(5);
    assertThat(other.err()).contains("written by spark-streaming (group millrace-fraud)");

    // when other rules are promoted while it runs
    String application = application();
    cluster
        .millrace()
        .run("fraud", "promote", "--rules", stricter().toString(), "--wait", "0s")
        .requireSuccess();
    AtomicInteger number = new AtomicInteger(PAYMENTS);
    soon()
        .until(
            () -> {
              send(List.of(payment(number.getAndIncrement())));
              return ours("risk-scores").stream().anyMatch(FraudOnSparkTest::isStricter);
            });

    // then the same driver goes by them, and knows how many payments there were before
    assertThat(ours("fraud-alerts").stream().filter(FraudOnSparkTest::isStricter))
        .anyMatch(alert -> alert.contains("\"rule\":\"HIGH_AMOUNT\""))
        .anyMatch(alert -> alert.contains("\"rule\":\"VELOCITY_COUNT\""));
    assertThat(cluster.topic("fraud-rules-in-effect").values())
        .filteredOn(FraudOnSparkTest::isStricter)
        .hasSize(1);
    assertThat(application()).isEqualTo(application);
  }

  private static boolean isStricter(String record) {
    return record.contains("\"rule_set\":\"" + STRICTER + "\"");
  }

  /** The bundled rules, but for what a high amount is. */
  private static Path stricter() throws IOException {
    String bundled = Files.readString(Checkout.root().resolve("conf/fraud-rules.yaml"));
    return Files.writeString(
        Checkout.target().resolve("stricter-rules.yaml"),
        bundled
            .replaceFirst("(?m)^version: \\S+", "version: " + STRICTER)
            .replace("severity: high, limit: 5000 }", "severity: high, limit: 5 }"));
  }

  private String application() throws IOException {
    Outcome status = cluster.millrace().run("stream", "status", "--json").requireSuccess();
    return new ObjectMapper()
        .readTree(status.out())
        .path("applications")
        .path(0)
        .path("id")
        .asText();
  }

  private static ConditionFactory soon() {
    return await().atMost(SOON).pollInterval(Duration.ofSeconds(1));
  }

  private List<String> payments() {
    return IntStream.range(0, PAYMENTS).mapToObj(this::payment).toList();
  }

  private String payment(int number) {
    return """
        {"transaction_id":"%s-%d","event_time":"%s","account_id":"%s","amount":"10.00",\
        "currency":"USD","channel":"online","status":"approved"}"""
        .formatted(account, number, start.plusSeconds(10L * number), account);
  }

  private void send(List<String> payments) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + cluster.millrace().port(9092)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String payment : payments) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    "transactions", account.getBytes(UTF_8), payment.getBytes(UTF_8)));
      }
      producer.flush();
    }
  }

  private List<String> ours(String topic) {
    return cluster.topic(topic).values().stream().filter(value -> value.contains(account)).toList();
  }

  private List<List<String>> rows(Hive hive, String table) {
    return hive.rows(
        "SELECT transaction_id, score FROM live.%s WHERE account_id = '%s'"
            .formatted(table, account));
  }
}
