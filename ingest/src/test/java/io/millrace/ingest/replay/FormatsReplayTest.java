package io.millrace.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.publish.DeadLetter;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordEncoder;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other kinds than a plain log, to the topic and its dead letters. */
class FormatsReplayTest {
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));
  private static final Feed ACTIVITY = FEEDS.require("activity");
  private static final Feed ORDERS = FEEDS.require("orders");
  private static final Path SAMPLE = Path.of("../samples/web-log/apache_logs.gz");

  @TempDir static Path brokerFolder;
  private static TestBroker broker;

  @TempDir Path folder;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(brokerFolder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void theFeedsOwnFormatComesBackAsItWasAsLinesAndAsAnArray() throws Exception {
    // given: what a topic holds, as lines
    replay(ACTIVITY, SAMPLE, "access-log");
    List<String> sent = values(ACTIVITY);
    assertThat(sent).hasSize(10_000);
    Path lines = Files.write(folder.resolve("activity.ndjson"), sent);
    Path array =
        Files.writeString(
            folder.resolve("activity.json"), "[\n " + String.join(",\n ", sent) + "]");

    // when
    ReplayResult ofLines = replay(ACTIVITY, lines, "feed");
    ReplayResult ofArray = replay(ACTIVITY, array, "feed");

    // then
    assertThat(ofLines.run().records()).isEqualTo(10_000);
    assertThat(ofArray.run().records()).isEqualTo(10_000);
    List<String> three = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      three.addAll(sent);
    }
    assertThat(values(ACTIVITY)).containsExactlyInAnyOrderElementsOf(three);
  }

  @Test
  void aDamagedFileIsRefusedBeforeAnythingOfItIsSent() throws Exception {
    // given
    String order = json("r");
    Path cutArray = Files.writeString(folder.resolve("cut.json"), "[" + order + ",{\"record_id");
    byte[] member = gzip(order + "\n");
    byte[] members = Arrays.copyOf(member, 2 * member.length - 5);
    System.arraycopy(member, 0, members, member.length, member.length - 5);
    Path cutGzip = Files.write(folder.resolve("cut.ndjson.gz"), members);
    int before = values(ORDERS).size();

    // then
    assertThatThrownBy(() -> replay(ORDERS, cutArray, "feed"))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("cut.json: The JSON array is cut off: it ends inside element 2.");
    assertThatThrownBy(() -> replay(ORDERS, cutGzip, "feed"))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(
            "cut.ndjson.gz is gzip, but damaged or cut off: cut off inside member 2");
    assertThat(values(ORDERS)).hasSize(before);
  }

  @Test
  void aBrokenRuleIsADeadLetterThatNamesIt() throws Exception {
    // given
    String old = json("old").replace("}", ",\"age\":200}");
    Path file = Files.writeString(folder.resolve("old.ndjson"), json("young") + "\n" + old + "\n");

    // when
    ReplayResult result = replay(ORDERS, file, "feed");

    // then
    assertThat(result.run().records()).isEqualTo(1);
    assertThat(result.deadLetters()).isEqualTo(Map.of("RULE", 1L));
    DeadLetter letter =
        broker.read(ORDERS.dlqTopic()).stream()
            .map(r -> parse(r.value()))
            .filter(l -> l.source().equals("old.ndjson"))
            .findFirst()
            .orElseThrow();
    assertThat(letter.rule()).isEqualTo("age_is_human");
    assertThat(letter.field()).isEqualTo("age");
    assertThat(letter.line()).isEqualTo(2);
  }

  @Test
  void aLineOfAHundredMegabytesIsOneDeadLetterAmongRecords() throws Exception {
    // given
    Path file = folder.resolve("huge.ndjson");
    byte[] piece = "x".repeat(1 << 20).getBytes(UTF_8);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write((json("first") + "\n{\"record_id\":\"").getBytes(UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(piece);
      }
      out.write(("\"}\n" + json("last") + "\n").getBytes(UTF_8));
    }

    // when
    ReplayResult result = replay(ORDERS, file, "feed");

    // then
    assertThat(result.run().records()).isEqualTo(2);
    assertThat(result.deadLetters()).isEqualTo(Map.of("TOO_LONG", 1L));
  }

  private static String json(String id) {
    Object[] row = new Object[ORDERS.fields().size()];
    row[ORDERS.indexOf("record_id")] = id;
    row[ORDERS.indexOf("transaction_date")] = 1_546_300_893_000_000L;
    return new String(new RecordEncoder(ORDERS).encode(row), UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static DeadLetter parse(byte[] value) {
    try {
      return DeadLetter.parse(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> values(Feed feed) {
    return broker.read(feed.topic()).stream().map(r -> new String(r.value(), UTF_8)).toList();
  }

  private static ReplayResult replay(Feed feed, Path file, String source) {
    ReplaySettings settings =
        ReplaySettings.of(broker.brokers()).withDeliveryTimeout(Duration.ofSeconds(30));
    Replayer replayer = new Replayer(settings, run -> {}, Clock.systemUTC());
    return OneFile.replay(replayer, feed, file, Optional.of(source), progress -> {});
  }
}
