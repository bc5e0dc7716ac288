package io.millrace.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled samples, replayed to a real broker with the mappings that the project ships. */
class SampleReplayTest {
  private static final Path LOG = Path.of("../samples/web-log/apache_logs.gz");
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));

  @TempDir static Path brokerFolder;
  @TempDir Path folder;

  private static TestBroker broker;

  private final List<RunRecord> runs = new ArrayList<>();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(brokerFolder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void deleteTopics() throws Exception {
    try (Admin admin = broker.admin()) {
      admin.deleteTopics(admin.listTopics().names().get()).all().get();
    }
  }

  @Test
  void everyLineOfTheAccessLogBecomesARecord() {
    Feed activity = FEEDS.require("activity");

    ReplayResult result = replay(activity, LOG);

    assertThat(result.run().records()).isEqualTo(10_000);
    assertThat(result.deadLetters()).isEmpty();
    assertThat(runs).containsExactly(result.run());
    List<ConsumerRecord<byte[], byte[]>> records = broker.read(activity.topic());
    assertThat(records)
        .hasSize(10_000)
        .allMatch(r -> result.run().runId().equals(TestBroker.runOf(r)));
    assertThat(covered(result.run().ranges())).isEqualTo(10_000);
    List<Object[]> rows = rows(activity, records);
    assertThat(distinct(rows, activity.indexOf("event_id"))).hasSize(10_000);
    assertThat(distinct(rows, activity.indexOf("user_id"))).hasSize(1_753);
    assertThat(distinct(rows, activity.indexOf("event_type")))
        .containsExactlyInAnyOrder("page_view", "asset", "probe", "error");
    assertThat(records)
        .allMatch(
            r ->
                new String(r.key(), UTF_8)
                    .equals(rows(activity, List.of(r)).get(0)[activity.indexOf("user_id")]));
  }

  @Test
  void idsDependOnContentAndLineOnly() throws Exception {
    Feed activity = FEEDS.require("activity");
    Path plain = folder.resolve("somewhere-else.log");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(LOG))) {
      Files.copy(in, plain);
    }

    ReplayResult first = replay(activity, LOG);
    ReplayResult second = replay(activity, plain);

    assertThat(second.run().contentSha256()).isEqualTo(first.run().contentSha256());
    assertThat(second.run().runId()).isNotEqualTo(first.run().runId());
    List<ConsumerRecord<byte[], byte[]>> records = broker.read(activity.topic());
    assertThat(records).hasSize(20_000);
    assertThat(distinct(rows(activity, records), activity.indexOf("event_id"))).hasSize(10_000);
  }

  @Test
  void everyOrderLineBecomesARecord() {
    Feed orders = FEEDS.require("orders");
    long[][] known = {
      {3_108, 143, 586_355_600}, {2_109, 167, 462_072_800}, {2_202, 108, 456_204_600}
    };

    for (int day = 0; day < known.length; day++) {
      ReplayResult result =
          replay(orders, Path.of("../samples/orders/2010-12-0" + (day + 1) + ".csv"));

      assertThat(result.run().records()).isEqualTo(known[day][0]);
      assertThat(result.run().deadLetters()).isZero();
      List<Object[]> rows =
          rows(
              orders,
              broker.read(orders.topic()).stream()
                  .filter(r -> result.run().runId().equals(TestBroker.runOf(r)))
                  .toList());
      assertThat(rows).hasSize((int) known[day][0]);
      assertThat(distinct(rows, orders.indexOf("invoice_id"))).hasSize((int) known[day][1]);
      int quantity = orders.indexOf("quantity");
      int price = orders.indexOf("unit_price");
      assertThat(rows.stream().mapToLong(r -> (Integer) r[quantity] * (Long) r[price]).sum())
          .isEqualTo(known[day][2]);
      assertThat(distinct(rows, orders.indexOf("customer_id")))
          .allMatch(c -> c == null || ((String) c).matches("[0-9]{5}"));
      assertThat(distinct(rows, orders.indexOf("total_amount"))).containsExactly((Object) null);
    }
  }

  private ReplayResult replay(Feed feed, Path file) {
    Replayer replayer =
        new Replayer(ReplaySettings.of(broker.brokers()), runs::add, Clock.systemUTC());
    String source = feed.name().equals("orders") ? "online-retail" : "access-log";
    return OneFile.replay(replayer, feed, file, Optional.of(source), progress -> {});
  }

  private static List<Object[]> rows(Feed feed, List<ConsumerRecord<byte[], byte[]>> records) {
    RecordDecoder decoder = new RecordDecoder(feed);
    return records.stream()
        .map(r -> ((Valid) decoder.decode(r.value(), r.timestamp())).values())
        .toList();
  }

  private static Set<Object> distinct(List<Object[]> rows, int field) {
    return rows.stream().map(r -> r[field]).collect(Collectors.toCollection(HashSet::new));
  }

  private static long covered(List<OffsetRange> ranges) {
    return ranges.stream().mapToLong(r -> r.untilOffset() - r.fromOffset()).sum();
  }
}
