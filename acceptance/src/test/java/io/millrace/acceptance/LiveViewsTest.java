package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;

/**
 * What happens on a topic now is in windows a moment later, on live-metrics and in Hive. It waits
 * for windows to become final, and nothing else is on that topic at the present time.
 */
@Execution(CONCURRENT)
@ExtendWith(SharedCluster.class)
class LiveViewsTest {

  private static final Duration SOON = Duration.ofMinutes(3);

  /** The day that its README tells of. */
  private static final Path DAY = Path.of("../model/src/test/resources/live");

  private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");
  private static final Pattern TIME = Pattern.compile("2026-06-15T12:\\d\\d:\\d\\d(\\.\\d+)?Z");
  private static final long WINDOW_SECONDS = 300;

  private final TestCluster cluster;
  private final Duration shift;

  LiveViewsTest(TestCluster cluster) {
    this.cluster = cluster;
    long hourAgo = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
    Instant start = Instant.ofEpochSecond(hourAgo - hourAgo % WINDOW_SECONDS);
    this.shift = Duration.between(NOON, start);
  }

  @Test
  void finalWindowsInHiveAreThoseWorkedOutByHand() throws IOException {
    // given
    Topic metrics = cluster.topic("live-metrics");

    // when the second step is sent after the first has moved the watermark
    send(lines("transactions/1.ndjson"));
    soon().until(() -> finals(metrics, NOON.plus(shift), 5) == 3);
    send(lines("transactions/2.ndjson"));

    // then
    List<String> expected =
        lines("expected/transaction_windows.csv").stream()
            .filter(line -> !line.startsWith("#"))
            .skip(1)
            .toList();
    soon().until(() -> finals(metrics, NOON.plus(shift), 300) == 4);
    try (Hive hive = cluster.hive()) {
      soon().until(() -> windows(hive).size() >= expected.size());
      assertThat(windows(hive)).containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(cluster.millrace().run("stream", "status").requireSuccess().out())
        .contains("live-transactions");
  }

  private static ConditionFactory soon() {
    return await().atMost(SOON).pollInterval(Duration.ofSeconds(1));
  }

  private void send(List<String> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + cluster.millrace().port(9092)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String record : records) {
        var unused =
            producer.send(new ProducerRecord<>("transactions", 0, null, record.getBytes(UTF_8)));
      }
      producer.flush();
    }
  }

  /** How many final windows of that start and length live-metrics has, each counted once. */
  private static long finals(Topic metrics, Instant start, int seconds) {
    String window =
        "\"window_start\":\"%s\",\"window_end\":\"%s\""
            .formatted(start, start.plusSeconds(seconds));
    return metrics.values().stream()
        .filter(value -> value.contains("\"view\":\"transaction_windows\""))
        .filter(value -> value.contains(window) && value.contains("\"final\":true"))
        .distinct()
        .count();
  }

  /** The table, as the day's expectations are written. */
  private List<String> windows(Hive hive) {
    String query =
        """
        SELECT concat(date_format(window_start, "yyyy-MM-dd'T'HH:mm:ss"), 'Z'), window_seconds,
          user_id, department, country, currency,
          payments, sum_amount, mean_amount, max_amount, unique_accounts
        FROM live.transaction_windows
        WHERE window_start >= '%s' AND window_start < '%s'"""
            .formatted(hiveTime(NOON.plus(shift)), hiveTime(NOON.plus(shift).plusSeconds(300)));
    return hive.rows(query).stream().map(row -> String.join(",", row)).toList();
  }

  private static String hiveTime(Instant time) {
    return time.toString().replace("T", " ").replace("Z", "");
  }

  /** A file of the day, an hour ago. */
  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(DAY.resolve(file)).stream()
        .map(
            line ->
                TIME.matcher(line)
                    .replaceAll(time -> Instant.parse(time.group()).plus(shift).toString()))
        .toList();
  }
}
