package io.millrace.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.generate.Ticker;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import io.millrace.model.record.ValueRange;
import io.millrace.model.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders in batches, as a class at school sends them; time passes only where the replay waits. */
class BatchReplayTest {
  private static final Feed ORDERS = FeedCatalog.load(Path.of("../conf/feeds")).require("orders");
  private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path folder;
  private TestBroker broker;
  private final WaitedTime time = new WaitedTime();
  private final List<RunRecord> runs = new ArrayList<>();

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder.resolve("broker"));
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void twelveHundredOrdersBecomeAHundredBatchesOfTenEveryTenSeconds() throws Exception {
    // given: 1,200 orders and, among them, lines that are none and take no place in a batch
    Path file = orders(1_200, 7);
    ReplayPlan plan =
        ReplayPlan.onto(ORDERS)
            .source("online-retail")
            .batches(new Batches(10, Duration.ofSeconds(10)))
            .maxRecords(1_000)
            .build();

    // when
    List<ReplayResult> results = replay(plan, file);

    // then
    List<Object[]> rows = rows();
    assertThat(rows).hasSize(1_000);
    Map<Long, List<Long>> positions =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    r -> (Long) value(r, "batch_number"),
                    TreeMap::new,
                    Collectors.mapping(
                        r -> (Long) value(r, "batch_position"), Collectors.toList())));
    assertThat(positions.keySet()).containsExactlyElementsOf(numbers(100));
    assertThat(positions.values())
        .allSatisfy(p -> assertThat(p).containsExactlyInAnyOrderElementsOf(numbers(10)));
    for (Object[] row : rows) {
      long batch = (Long) value(row, "batch_number");
      Instant due = BEGIN.plusSeconds(10 * (batch - 1));
      assertThat(value(row, "producer_timestamp")).isEqualTo(due.getEpochSecond() * 1_000_000);
      assertThat(value(row, "producer_timestamp_str")).isEqualTo(due.toString());
      long order = 10 * (batch - 1) + (Long) value(row, "batch_position");
      assertThat(value(row, "transaction_id")).isEqualTo("order-" + order);
    }
    assertThat(results.get(0).run().records()).isEqualTo(1_000);
    assertThat(runs).containsExactly(results.get(0).run());
    assertThat(time.waited).describedAs("not after the last").isEqualTo(Duration.ofSeconds(990));
  }

  @Test
  void recordsOfACustomerKeepTheOrderOfTheFile() throws Exception {
    // when
    replay(
        ReplayPlan.onto(ORDERS)
            .source("online-retail")
            .batches(new Batches(3, Duration.ofSeconds(1)))
            .build(),
        orders(50, 1_000));

    // then
    Map<String, List<String>> byCustomer =
        rows().stream()
            .collect(
                Collectors.groupingBy(
                    r -> (String) value(r, "customer_id"),
                    Collectors.mapping(
                        r -> (String) value(r, "transaction_id"), Collectors.toList())));
    assertThat(byCustomer).hasSize(5);
    byCustomer.forEach(
        (customer, orders) ->
            assertThat(orders)
                .isEqualTo(
                    IntStream.rangeClosed(1, 50)
                        .filter(i -> customer.equals(customer(i)))
                        .mapToObj(i -> "order-" + i)
                        .toList()));
  }

  @Test
  void batchesGoOnFromOneFileToTheNext() throws Exception {
    // given
    Path second = Files.copy(orders(9, 1_000), folder.resolve("second.csv"));
    Path first = orders(4, 1_000);

    // when
    replay(
        ReplayPlan.onto(ORDERS)
            .source("online-retail")
            .batches(new Batches(10, Duration.ofSeconds(1)))
            .build(),
        first,
        second);

    // then
    assertThat(
            rows().stream().map(r -> value(r, "batch_number") + "." + value(r, "batch_position")))
        .containsExactlyInAnyOrder(
            "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "2.1", "2.2",
            "2.3");
    assertThat(runs).extracting(RunRecord::records).containsExactly(4L, 9L);
  }

  @Test
  void anAskedForRateIsKept() throws Exception {
    // when
    replay(ReplayPlan.onto(ORDERS).source("online-retail").rate(5).build(), orders(51, 1_000));

    // then
    assertThat(time.waited).isBetween(Duration.ofMillis(9_900), Duration.ofMillis(10_200));
    assertThat(rows()).hasSize(51).allMatch(r -> value(r, "batch_number") == null);
  }

  private List<ReplayResult> replay(ReplayPlan plan, Path... files) {
    Replayer replayer =
        new Replayer(ReplaySettings.of(broker.brokers()), runs::add, time.clock(), time);
    List<SourceFile> sources = Arrays.stream(files).map(SourceFile::new).toList();
    return replayer.replay(plan, sources, new StopSignal(), ReplayListener.SILENT);
  }

  /** That many orders of five customers; after each so many of them a line that is no order. */
  private Path orders(int count, int rubbishEvery) throws Exception {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 1; i <= count; i++) {
      text.append(
          "order-%d,sku,what,1,2010-12-01 08:00:00,2.5,%s,EIRE\n".formatted(i, customer(i)));
      if (i % rubbishEvery == 0) {
        text.append("rubbish\n");
      }
    }
    return Files.writeString(folder.resolve("orders.csv"), text);
  }

  private static String customer(int order) {
    return "c" + order % 5;
  }

  private List<Object[]> rows() {
    RecordDecoder decoder = new RecordDecoder(ORDERS);
    return broker.read(ORDERS.topic()).stream()
        .map((ConsumerRecord<byte[], byte[]> r) -> decoder.decode(r.value(), r.timestamp()))
        .map(decoded -> ((Valid) decoded).values())
        .toList();
  }

  private static Object value(Object[] row, String field) {
    return row[ORDERS.indexOf(field)];
  }

  private static List<Long> numbers(long to) {
    return LongStream.rangeClosed(1, to).boxed().toList();
  }

  /** A clock and a ticker that stand still but for the pauses that somebody waits for. */
  private static final class WaitedTime implements Ticker {
    private Duration waited = Duration.ZERO;

    @Override
    public long nanos() {
      return waited.toNanos();
    }

    @Override
    public long epochMicros() {
      return ValueRange.micros(BEGIN.plus(waited));
    }

    @Override
    public void pause(long nanos) {
      waited = waited.plusNanos(nanos);
    }

    Clock clock() {
      return new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return BEGIN.plus(waited);
        }
      };
    }
  }
}
