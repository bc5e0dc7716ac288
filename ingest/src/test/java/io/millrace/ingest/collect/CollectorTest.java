package io.millrace.ingest.collect;

import static io.millrace.ingest.collect.Client.LINES;
import static io.millrace.ingest.collect.Client.ONE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ingest.address.AddressRange;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.address.Whereabouts;
import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.publish.DeadLetter;
import io.millrace.model.privacy.PersonalHash;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are answered, and what then lies on the topics, while the broker is there. */
class CollectorTest {
  private static final Salt SALT = Salt.parse("test", "00".repeat(32));
  private static final Geography BREST =
      address ->
          address.equals("5.6.7.8")
              ? new Whereabouts("FR", "Bretagne", "Brest")
              : Whereabouts.UNKNOWN;

  @TempDir private static Path brokerFolder;
  private static TestBroker broker;

  @TempDir private Path folder;
  private Collector collector;
  private Client client;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(brokerFolder);
  }

  @AfterAll
  static void stopBroker() {
    broker.stop();
  }

  @BeforeEach
  void start() {
    start(CollectorSettings.DEFAULT);
  }

  private void start(CollectorSettings settings) {
    if (collector != null) {
      collector.close();
    }
    collector =
        Collector.start(
            settings,
            new CollectorPlace(broker.brokers(), 0, folder.resolve("spool")),
            TestFeeds.CATALOG,
            SALT,
            BREST,
            Clock.systemUTC(),
            sentence -> {});
    await().until(() -> collector.outlets().stream().allMatch(OutletState::acknowledging));
    client = new Client(collector.port());
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void acceptedRecordIsOnTheTopicWithWhatTheCollectorFillsIn() throws Exception {
    // given
    String visitor = UUID.randomUUID().toString();

    // when
    Client.Answer answer =
        client.send(
            client
                .request("/v1/visits")
                .header("Content-Type", ONE)
                .header("User-Agent", "test/1")
                .header("Referer", "https://a.example/x")
                .POST(
                    BodyPublishers.ofString(
                        "{\"visitor\":\"%s\",\"email\":\"a@b.example\",\"phone\":\"1\"}"
                            .formatted(visitor))));

    // then
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("stored").asText()).isEqualTo("topic");
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    List<Object[]> rows = rowsOf(visitor);
    assertThat(rows).hasSize(1);
    PersonalHash hash = new PersonalHash(SALT);
    assertThat(value(rows.get(0), "agent")).isEqualTo("test/1");
    assertThat(value(rows.get(0), "referrer")).isEqualTo("https://a.example/x");
    assertThat(value(rows.get(0), "client")).isEqualTo(hash.of("127.0.0.1"));
    assertThat(value(rows.get(0), "email")).isEqualTo(hash.of("a@b.example"));
    assertThat(value(rows.get(0), "phone")).isNull();
    assertThat(value(rows.get(0), "id")).isNotNull();
    assertThat(value(rows.get(0), "at")).isNotNull();
  }

  @Test
  void batchKeepsTheGoodRecordsAndNamesTheOthers() throws Exception {
    // given
    String visitor = UUID.randomUUID().toString();
    String good = "{\"visitor\":\"%s\",\"page\":\"/a\"}".formatted(visitor);

    // when
    Client.Answer answer =
        client.post(
            "visits",
            LINES,
            String.join(
                "\n", good, "", "{\"bytes\":\"x\"}", good + "\r", "{\"page\":\"a\"}", "{", ""));

    // then
    assertThat(answer.status()).isEqualTo(422);
    JsonNode receipt = answer.json();
    assertThat(receipt.path("records").asInt()).isEqualTo(5);
    assertThat(receipt.path("accepted").asInt()).isEqualTo(2);
    assertThat(receipt.path("refused").size()).isEqualTo(3);
    assertThat(receipt.path("refused").get(0).toString())
        .startsWith("{\"index\":1,\"reason\":\"WRONG_TYPE\",\"field\":\"bytes\",\"detail\":");
    assertThat(receipt.path("refused").get(1).toString())
        .contains("\"index\":3", "\"reason\":\"RULE\"", "\"rule\":\"page_is_path\"");
    assertThat(receipt.path("refused").get(2).path("reason").asText()).isEqualTo("NOT_JSON");
    assertThat(rowsOf(visitor)).hasSize(2);
    assertThat(deadLetters())
        .filteredOn(letter -> "page_is_path".equals(letter.rule()))
        .allSatisfy(
            letter -> {
              assertThat(letter.source()).isEqualTo("collector");
              assertThat(letter.client()).isEqualTo(new PersonalHash(SALT).of("127.0.0.1"));
            })
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'',EMPTY",
    "rubbish,NOT_JSON",
    "[],NOT_JSON",
  })
  void bodyThatIsNoRecordLeavesNothing(String body, String reason) throws Exception {
    // given
    int before = deadLetters().size();

    // when
    Client.Answer answer = client.post("visits", ONE, body);

    // then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("refused").get(0).path("reason").asText()).isEqualTo(reason);
    assertThat(deadLetters()).hasSize(before);
  }

  @Test
  void gzipIsUnpackedAndABombIsNot() throws Exception {
    // given
    String visitor = UUID.randomUUID().toString();
    byte[] packed = Client.gzip("{\"visitor\":\"%s\"}".formatted(visitor).getBytes(UTF_8));
    byte[] bomb = Client.gzip(new byte[100_000_000]);

    // when, then
    assertThat(postGzip(packed).status()).isEqualTo(202);
    assertThat(rowsOf(visitor)).hasSize(1);
    assertThat(postGzip(bomb).json().path("error").asText()).isEqualTo("TOO_LARGE");
    assertThat(postGzip(java.util.Arrays.copyOf(packed, packed.length - 9)).json().path("error"))
        .hasToString("\"DAMAGED_BODY\"");
  }

  private Client.Answer postGzip(byte[] body) throws Exception {
    return client.send(
        client
            .request("/v1/visits")
            .header("Content-Type", ONE)
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @Test
  void whatIsNotServedIsSaidSo() throws Exception {
    assertThat(client.post("nothing", ONE, "{}").status()).isEqualTo(404);
    assertThat(client.post("nothing", ONE, "{}").json().path("detail").asText())
        .isEqualTo("There is no such feed; declared are visits.");
    assertThat(client.get("/else").status()).isEqualTo(404);
    assertThat(client.get("/v1/visits").status()).isEqualTo(405);
    assertThat(client.get("/v1/visits").header("Allow")).isEqualTo("POST");
    assertThat(client.post("visits", "application/x-www-form-urlencoded", "a=b").status())
        .isEqualTo(415);
    assertThat(client.post("visits", ONE, " ".repeat(3_000_000)).status()).isEqualTo(413);
    assertThat(client.post("visits", LINES, "{}\n".repeat(10_001)).status()).isEqualTo(413);
    assertThat(
            client
                .post("visits", ONE, "{\"page\":\"/%s\"}".formatted("x".repeat(300_000)))
                .json()
                .path("refused")
                .get(0)
                .path("reason")
                .asText())
        .isEqualTo("TOO_LONG");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoSendsAllOfABodyThatIsTooLongBeforeReadingIsStillAnswered(boolean chunked)
      throws Exception {
    // given
    byte[] part = " ".repeat(100_000).getBytes(UTF_8);
    int parts = 60;
    String length =
        chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + parts * part.length;

    // when
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /v1/visits HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\n%s\r\n\r\n"
              .formatted(ONE, length)
              .getBytes(UTF_8));
      for (int i = 0; i < parts; i++) {
        if (chunked) {
          out.write((Integer.toHexString(part.length) + "\r\n").getBytes(UTF_8));
        }
        out.write(part);
        if (chunked) {
          out.write("\r\n".getBytes(UTF_8));
        }
      }
      if (chunked) {
        out.write("0\r\n\r\n".getBytes(UTF_8));
      }
      answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }

    // then
    assertThat(answer).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
  }

  @Test
  void bodyWithoutEndIsCutOffAndOthersAreServed() throws Exception {
    // given
    byte[] part = " ".repeat(100_000).getBytes(UTF_8);

    // when
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /v1/visits HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: %s\r\n\r\n"
              .formatted(ONE, Long.MAX_VALUE)
              .getBytes(UTF_8));
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  out.write(part);
                }
              })
          .isInstanceOf(IOException.class);
    }

    // then
    assertThat(client.post("visits", ONE, "{}").status()).isNotEqualTo(503);
  }

  @Test
  void whoSendsTooOftenIsToldWhenToComeAgain() throws Exception {
    // given
    Limits limits = CollectorSettings.DEFAULT.limits();
    start(
        CollectorSettings.DEFAULT.withLimits(
            new Limits(
                limits.bodyBytes(),
                limits.unpackedBytes(),
                limits.recordBytes(),
                limits.records(),
                limits.connections(),
                limits.requests(),
                limits.requestsBytes(),
                limits.spoolBytes(),
                1,
                2,
                10)));

    // when
    client.post("visits", ONE, "{}");
    client.post("visits", ONE, "{}");
    Client.Answer third = client.post("visits", ONE, "{}");

    // then
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void placeIsThatOfTheClientAndOfNoHeaderThatIsNotTrusted() throws Exception {
    // given
    String untrusted = UUID.randomUUID().toString();
    String trusted = UUID.randomUUID().toString();
    String placed = UUID.randomUUID().toString();

    // when
    forwarded("{\"visitor\":\"%s\"}".formatted(untrusted));
    start(
        CollectorSettings.DEFAULT.withAccess(
            new Access(List.of(), Optional.empty(), List.of(AddressRange.parse("127.0.0.0/8")))));
    forwarded("{\"visitor\":\"%s\"}".formatted(trusted));
    forwarded("{\"visitor\":\"%s\",\"country\":\"DE\"}".formatted(placed));

    // then
    Object[] unknown = rowsOf(untrusted).get(0);
    assertThat(value(unknown, "country")).isNull();
    assertThat(value(unknown, "client")).isEqualTo(new PersonalHash(SALT).of("127.0.0.1"));
    Object[] known = rowsOf(trusted).get(0);
    assertThat(value(known, "country")).isEqualTo("FR");
    assertThat(value(known, "city")).isEqualTo("Brest");
    assertThat(value(known, "client")).isEqualTo(new PersonalHash(SALT).of("5.6.7.8"));
    Object[] itsOwn = rowsOf(placed).get(0);
    assertThat(value(itsOwn, "country")).isEqualTo("DE");
    assertThat(value(itsOwn, "city")).isNull();
  }

  private void forwarded(String record) throws Exception {
    Client.Answer answer =
        client.send(
            client
                .request("/v1/visits")
                .header("Content-Type", ONE)
                .header("X-Forwarded-For", "5.6.7.8")
                .POST(BodyPublishers.ofString(record)));
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void onlyPagesOfAllowedSitesMaySend() throws Exception {
    // given
    start(
        CollectorSettings.DEFAULT.withAccess(
            new Access(List.of("https://shop.example"), Optional.empty(), List.of())));

    // when
    Client.Answer allowed = postFrom("https://shop.example");
    Client.Answer other = postFrom("https://other.example");
    Client.Answer asked =
        client.send(
            client
                .request("/v1/visits")
                .header("Origin", "https://shop.example")
                .method("OPTIONS", BodyPublishers.noBody()));

    // then
    assertThat(allowed.status()).isEqualTo(202);
    assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    assertThat(other.status()).isEqualTo(403);
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("Access-Control-Allow-Methods")).contains("POST");
  }

  private Client.Answer postFrom(String origin) throws Exception {
    return client.send(
        client
            .request("/v1/visits")
            .header("Content-Type", "text/plain")
            .header("Origin", origin)
            .POST(BodyPublishers.ofString("{}")));
  }

  @Test
  void healthAndMetricsTellWhatHappened() throws Exception {
    // given
    client.post("visits", LINES, "{}\n{}\n{\"bytes\":true}");

    // when
    Client.Answer health = client.get("/health");
    String metrics = new String(client.get("/metrics").response().body(), UTF_8);

    // then
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().path("status").asText()).isEqualTo("ok");
    assertThat(metrics)
        .contains(
            "millrace_collect_records_total{feed=\"visits\",stored=\"topic\"} 2\n",
            "millrace_collect_refused_total{feed=\"visits\",reason=\"WRONG_TYPE\"} 1\n",
            "millrace_collect_requests_total{route=\"/v1/visits\",status=\"422\"} 1\n",
            "millrace_collect_broker_acknowledges{feed=\"visits\"} 1\n");
  }

  private static Object value(Object[] row, String field) {
    return row[TestFeeds.VISITS.indexOf(field)];
  }

  private static List<Object[]> rowsOf(String visitor) {
    List<Object[]> rows = new ArrayList<>();
    RecordDecoder decoder = new RecordDecoder(TestFeeds.VISITS);
    for (ConsumerRecord<byte[], byte[]> record : broker.read("visits")) {
      Object[] row = ((Valid) decoder.decode(record.value(), record.timestamp())).values();
      if (visitor.equals(value(row, "visitor"))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<DeadLetter> deadLetters() throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.read("visits.dlq")) {
      letters.add(DeadLetter.parse(record.value()));
    }
    return letters;
  }
}
