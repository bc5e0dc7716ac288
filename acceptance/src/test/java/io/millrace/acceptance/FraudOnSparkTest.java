package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * another kind of host; other rules are promoted while it runs, of the second stage too. It
 * restarts the stream with other settings, as the test after it does.
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
  static void hostFraudRules(TestCluster cluster) {
    settings = ConfFile.streaming("fraud:\n  host: live\nlive:\n  commit: PT2S\n");
    cluster.millrace().run("stream", "restart").requireSuccess();
  }

  @AfterAll
  static void restoreSettings() {
    settings.close();
  }

  @Test
  @Order(1)
  void paymentsAreScoredOnceOnTheTopicsAndInHiveByTheRulesThatWerePromotedLast() throws Exception {
    // given more payments within five minutes than the bundled rules allow, one of them twice
    List<String> payments = payments();
    send("transactions", payments);
    send("transactions", payments.subList(0, 1));

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
    promote();
    AtomicInteger number = new AtomicInteger(PAYMENTS);
    soon()
        .until(
            () -> {
              send("transactions", List.of(payment(number.getAndIncrement())));
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

  @Test
  @Order(2)
  void eachPaymentOfAnOrderWithoutBrowsingBeforeIsAlertedOnceWhenNothingCanChangeItAnyMore()
      throws IOException {
    promote();

    // given payments that all have been made, and what their users did around that time
    Instant paid = Instant.now().minusSeconds(20).truncatedTo(ChronoUnit.MILLIS);
    Instant before = paid.minusSeconds(10);
    send(
        "activity",
        List.of(
            event("seen", "page_view", before),
            event("after", "page_view", paid.plusSeconds(1)),
            event("clicked", "click", before)));
    List<String> orders =
        Stream.of("seen", "unseen", "after", "clicked").map(who -> order(who, paid)).toList();
    send("transactions", orders);
    send("transactions", orders);
    send("transactions", List.of(paymentOf("no-order", "", paid)));

    // when both topics have gone on
    Instant later = Instant.now().plusSeconds(45);
    send("activity", List.of(event("later", "page_view", later)));
    send("transactions", List.of(laterPayment(later)));

    // then
    try (Hive hive = cluster.hive()) {
      soon().until(() -> ours(hive, "transaction_id", "payment_context").size() >= 5);
      assertThat(ours(hive, "transaction_id, browsed", "payment_context"))
          .containsExactlyInAnyOrder(
              List.of(account + "-seen", "true"),
              List.of(account + "-unseen", "false"),
              List.of(account + "-after", "false"),
              List.of(account + "-clicked", "false"),
              List.of(account + "-no-order", "false"));
      soon().until(() -> browsingAlerts(hive).size() >= 3);
      assertThat(browsingAlerts(hive))
          .containsExactlyInAnyOrder(alert("unseen"), alert("after"), alert("clicked"));
      soon().until(() -> ours("fraud-second-alerts").size() >= 3);
      awaitAllSent();
      List<String> sent = ours("fraud-second-alerts");
      assertThat(sent)
          .allSatisfy(
              alert -> assertThat(alert).contains("\"rule\":\"NO_BROWSING\"", "\"final_at\":\""));
      assertThat(sent.stream().map(FraudOnSparkTest::ids))
          .containsExactlyInAnyOrderElementsOf(
              ours(hive, "transaction_id, alert_id", "fraud_browsing_alerts"));
    }
  }

  private static List<String> ids(String alert) {
    try {
      JsonNode members = new ObjectMapper().readTree(alert);
      return List.of(members.path("transaction_id").asText(), members.path("alert_id").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until the logs of the second stage have nothing that is not sent, told well after now. */
  private void awaitAllSent() {
    Instant wellAfter = Instant.now().plusSeconds(10);
    soon()
        .until(
            () -> {
              JsonNode status = status();
              return status.path("told_at").isTextual()
                  && Instant.parse(status.path("told_at").asText()).isAfter(wellAfter)
                  && hasSentAll(status);
            });
  }

  private static boolean hasSentAll(JsonNode status) {
    for (JsonNode query : status.path("queries")) {
      if (query.path("query").asText().equals("fraud-second-alerts")) {
        return query.path("state").asText().equals("running") && query.path("lag").asLong(-1) == 0;
      }
    }
    return false;
  }

  private List<List<String>> browsingAlerts(Hive hive) {
    return ours(
        hive, "transaction_id, rule, severity, explanation, rule_set", "fraud_browsing_alerts");
  }

  private List<String> alert(String who) {
    return List.of(
        account + "-" + who,
        "NO_BROWSING",
        "low",
        "no page view of the same user in the 30 min before this payment of an order",
        STRICTER);
  }

  private String order(String who, Instant at) {
    return paymentOf(who, "\"order_id\":\"order-%s\",".formatted(who), at);
  }

  private String paymentOf(String who, String order, Instant at) {
    return """
        {"transaction_id":"%s-%s","event_time":"%s","account_id":"%s","user_id":"%s-%s",%s\
        "amount":"10.00","currency":"USD","channel":"online","status":"approved"}"""
        .formatted(account, who, at, account, account, who, order);
  }

  private static String laterPayment(Instant at) {
    return """
        {"transaction_id":"later-%s","event_time":"%s","account_id":"later"}"""
        .formatted(at, at);
  }

  private String event(String who, String type, Instant at) {
    return """
        {"event_id":"%s-%s","event_time":"%s","site":"shop.example","user_id":"%s-%s",\
        "event_type":"%s","page":"/checkout"}"""
        .formatted(account, who, at, account, who, type);
  }

  private void promote() throws IOException {
    cluster
        .millrace()
        .run("fraud", "promote", "--rules", stricter().toString(), "--wait", "0s")
        .requireSuccess();
  }

  private static boolean isStricter(String record) {
    return record.contains("\"rule_set\":\"" + STRICTER + "\"");
  }

  /** The bundled rules with what is a comment there, but for what a high amount is. */
  private static Path stricter() throws IOException {
    String bundled = Files.readString(Checkout.root().resolve("conf/fraud-rules.yaml"));
    return Files.writeString(
        Checkout.target().resolve("stricter-rules.yaml"),
        bundled
            .replaceFirst("(?m)^version: \\S+", "version: " + STRICTER)
            .replace("severity: high, limit: 5000 }", "severity: high, limit: 5 }")
            .replace("# NO_BROWSING: {", "NO_BROWSING: {"));
  }

  private String application() throws IOException {
    return status().path("id").asText();
  }

  /** How the application is, as it last told. */
  private JsonNode status() throws IOException {
    Outcome status = cluster.millrace().run("stream", "status", "--json").requireSuccess();
    return new ObjectMapper().readTree(status.out()).path("applications").path(0);
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

  /** All under one key, so that they are read in this order. */
  private void send(String topic, List<String> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + cluster.millrace().port(9092)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String record : records) {
        var unused =
            producer.send(
                new ProducerRecord<>(topic, account.getBytes(UTF_8), record.getBytes(UTF_8)));
      }
      producer.flush();
    }
  }

  private List<String> ours(String topic) {
    return cluster.topic(topic).values().stream().filter(value -> value.contains(account)).toList();
  }

  private List<List<String>> rows(Hive hive, String table) {
    return ours(hive, "transaction_id, score", table);
  }

  private List<List<String>> ours(Hive hive, String columns, String table) {
    return hive.rows(
        "SELECT %s FROM live.%s WHERE account_id = '%s'".formatted(columns, table, account));
  }
}
