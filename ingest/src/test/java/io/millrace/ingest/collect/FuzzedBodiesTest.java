package io.millrace.ingest.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.broker.BrokerProcess;
import io.millrace.model.privacy.Salt;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whatever is sent, the collector answers, says why it refuses, and keeps nothing in memory. How
 * much is sent is set by {@code -Dmillrace.fuzzed-bodies=N} (2000).
 */
@Isolated("the heap is that of all tests that run")
class FuzzedBodiesTest {
  private static final int BODIES = Integer.getInteger("millrace.fuzzed-bodies", 2_000);
  private static final String[] TYPES = {Client.ONE, Client.LINES, "text/plain", "image/gif"};
  private static final String GOOD =
      "{\"id\":\"a\",\"at\":\"2026-01-01T00:00:00Z\",\"visitor\":\"v\",\"page\":\"/x\",\"bytes\":1}";
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\n",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "1e999999999",
    "-0",
    "\"bytes\":",
    "\"page\":\"x\"",
    "\"id\":\"\"",
    "ü",
    "\ud83d\ude00",
    "\"at\":\"9999\"",
    GOOD
  };

  /**
   * In a short run, what fills once and does not grow with the bodies is not there from the start.
   */
  private static final long WARM_UP = BODIES < 100_000 ? 8L << 20 : 0;

  @TempDir private Path folder;

  @Test
  void everyFuzzedBodyIsAnsweredAndEachRefusalHasItsReason() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder);
        Collector collector =
            Collector.start(
                CollectorSettings.DEFAULT,
                new CollectorPlace(broker.brokers(), 0, folder.resolve("spool")),
                TestFeeds.CATALOG,
                Salt.parse("test", "00".repeat(32)),
                Geography.NONE,
                Clock.systemUTC(),
                sentence -> {})) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> collector.outlets().stream().allMatch(OutletState::acknowledging));
      Client client = new Client(collector.port());
      Random random = new Random(11);
      Map<Integer, Integer> statuses = new TreeMap<>();
      long heapAfterTenth = 0;
      for (int i = 1; i <= BODIES; i++) {
        Client.Answer answer = send(client, random);
        statuses.merge(answer.status(), 1, Integer::sum);
        assertReasoned(answer);
        if (i == BODIES / 10) {
          heapAfterTenth = heap();
        }
      }
      long heapAtEnd = heap();
      System.out.printf(
          "%d bodies: %s; heap %d KiB after a tenth, %d KiB at the end%n",
          BODIES, statuses, heapAfterTenth >> 10, heapAtEnd >> 10);
      assertThat(client.get("/health").status()).isEqualTo(200);
      assertThat(heapAtEnd).isLessThanOrEqualTo(heapAfterTenth + heapAfterTenth / 10 + WARM_UP);
    }
  }

  private static void assertReasoned(Client.Answer answer) {
    assertThat(answer.status()).isIn(202, 200, 400, 413, 415, 422, 503);
    if (answer.status() >= 400) {
      JsonNode body = answer.json();
      assertThat(body.has("error") || body.path("refused").size() > 0).isTrue();
      body.path("refused").forEach(one -> assertThat(one.path("reason").asText()).isNotEmpty());
    }
  }

  private static Client.Answer send(Client client, Random random) throws Exception {
    byte[] body = body(random);
    var request =
        client
            .request("/v1/visits")
            .header("Content-Type", TYPES[random.nextInt(50) == 0 ? 3 : random.nextInt(3)]);
    switch (random.nextInt(8)) {
      case 0 -> request.header("Content-Encoding", "gzip");
      case 1 -> {
        request.header("Content-Encoding", "gzip");
        body = Client.gzip(body);
        if (random.nextInt(4) == 0) {
          body = Arrays.copyOf(body, random.nextInt(body.length));
        }
      }
      default -> {
        // as it is
      }
    }
    return client.send(request.POST(BodyPublishers.ofByteArray(body)));
  }

  private static byte[] body(Random random) {
    switch (random.nextInt(5)) {
      case 0 -> {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
      }
      case 1 -> {
        byte[] flipped = GOOD.getBytes(UTF_8);
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
      }
      case 2 -> {
        return Arrays.copyOf(GOOD.getBytes(UTF_8), random.nextInt(GOOD.length()));
      }
      case 3 -> {
        return "[".repeat(random.nextInt(5_000)).getBytes(UTF_8);
      }
      default -> {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
          text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().getBytes(UTF_8);
      }
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
