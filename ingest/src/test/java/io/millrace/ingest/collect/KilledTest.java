package io.millrace.ingest.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.ingest.broker.BrokerProcess;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is killed under load, every record that was acknowledged is on the topic. How often is
 * set by {@code -Dmillrace.kills=N} (1): the collector is killed twice as often as the broker.
 */
class KilledTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int KILLS = Integer.getInteger("millrace.kills", 1);

  @TempDir private Path folder;

  @Test
  void everyAcknowledgedRecordIsOnTheTopicThoughTheCollectorIsKilled() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder)) {
      int port = freePort();
      Process collector = collector(broker, port);
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      for (int kill = 0; kill < 2 * KILLS; kill++) {
        try (Load load = new Load(port, "c" + kill, acknowledged)) {
          awaitMore(acknowledged);
          collector.destroyForcibly().waitFor();
          collector = collector(broker, port);
          awaitMore(acknowledged);
          assertThat(load.isSending()).isTrue();
        }
      }
      awaitReplayed(port);
      assertThat(missing(acknowledged, onTopic(broker))).isEmpty();
      collector.destroyForcibly().waitFor();
    }
  }

  @Test
  void everyAcknowledgedRecordIsOnTheTopicThoughTheBrokerIsKilled() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder)) {
      int port = freePort();
      Process collector = collector(broker, port);
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      for (int kill = 0; kill < KILLS; kill++) {
        try (Load load = new Load(port, "b" + kill, acknowledged)) {
          awaitMore(acknowledged);
          broker.kill();
          awaitMore(acknowledged);
          broker.startAgain();
          awaitReplayed(port);
          assertThat(load.isSending()).isTrue();
        }
      }
      awaitReplayed(port);
      assertThat(missing(acknowledged, onTopic(broker))).isEmpty();
      collector.destroyForcibly().waitFor();
    }
  }

  private Process collector(BrokerProcess broker, int port) throws Exception {
    Process process =
        CollectorProcess.start(
            CollectorProcess.class,
            folder.resolve("collector.log"),
            broker.brokers(),
            Integer.toString(port),
            folder.resolve("spool").toString());
    await().atMost(LONG).until(() -> answers(port));
    return process;
  }

  private static void awaitMore(Set<String> acknowledged) {
    int before = acknowledged.size();
    await().atMost(LONG).until(() -> acknowledged.size() > before + 2_000);
  }

  private static boolean answers(int port) throws Exception {
    try {
      return new Client(port).get("/health").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitReplayed(int port) {
    await()
        .atMost(LONG)
        .until(() -> new Client(port).get("/health").json().path("status").asText().equals("ok"));
  }

  private static Set<String> missing(Set<String> acknowledged, Set<String> onTopic) {
    Set<String> missing = new HashSet<>(acknowledged);
    missing.removeIf(onTopic::contains);
    return missing;
  }

  private static Set<String> onTopic(BrokerProcess broker) {
    RecordDecoder decoder = new RecordDecoder(TestFeeds.VISITS);
    Set<String> ids = new HashSet<>();
    broker
        .read("visits")
        .forEach(
            record -> {
              Valid valid = (Valid) decoder.decode(record.value(), record.timestamp());
              ids.add((String) valid.values()[TestFeeds.VISITS.indexOf("id")]);
            });
    return ids;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
