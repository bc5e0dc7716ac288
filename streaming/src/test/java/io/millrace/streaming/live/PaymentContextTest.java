package io.millrace.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.second.BrowsingAlertRows;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.model.live.PaymentBoard.Told;
import io.millrace.model.live.PaymentContext;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.StreamingSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.TestSpark;
import io.millrace.streaming.live.FolderTopic.Sent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments beside their users' page views, as worked out by hand, through Spark's join. */
class PaymentContextTest {

  private static final Path DAY = Path.of("../model/src/test/resources/live");
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final LiveSettings SETTINGS =
      StreamingSettings.of(Map.of("live.revise", "PT0.1S", "live.commit", "PT1S")).live();

  private static final RuleSet RULES =
      RuleSet.parse(
          "rules",
          """
          version: r1
          base_currency: EUR
          rules:
            HIGH_AMOUNT: {}
            NO_BROWSING: {}
            NO_RECENT_BROWSING: {kind: no_browsing, within: PT10M}
          """);

  /** Of payments of orders: p1 follows page views at once, p5 after half an hour. */
  private static final List<String> ALERTS =
      List.of(
          "p4,NO_BROWSING,A-p4,r1",
          "p4,NO_RECENT_BROWSING,A-p4,r1",
          "p5,NO_RECENT_BROWSING,A-p5,r1",
          "p6,NO_BROWSING,A-p6,r1",
          "p6,NO_RECENT_BROWSING,A-p6,r1");

  private static SparkSession spark;

  @TempDir private Path root;
  private LocalLive live;
  private FolderTopic payments;
  private FolderTopic views;
  private SteppedClock clock;

  @BeforeAll
  static void startSpark() {
    spark = TestSpark.session();
  }

  @BeforeEach
  void emptyTopics() throws Exception {
    live = new LocalLive(root, "payment_context");
    payments = new FolderTopic(spark, root.resolve("transactions"), 2);
    views = new FolderTopic(spark, root.resolve("activity"), 3);
    clock = new SteppedClock(Instant.parse("2026-06-15T14:00:30Z"));
  }

  @Test
  void rowsAreThoseOfTheHand() throws Exception {
    // given
    LiveQuery query = start();

    // when
    send();
    commitAfterWatermark(query, "2026-06-15T13:00:00Z");

    // then
    assertThat(query.status().stateRows()).isPositive();
    query.stop();
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected());
    assertThat(alerts()).containsExactlyInAnyOrderElementsOf(ALERTS);
    assertThat(live.files().names(live.paths().scratch())).isEmpty();
  }

  @Test
  void eachPaymentIsThereOnceThoughDriversTakeOver() throws Exception {
    // given
    LiveQuery zombie = start();
    send();
    await().atMost(SOON).until(() -> watermarkIsPast(zombie, "2026-06-15T13:00:00Z"));

    // when
    LiveQuery second = start();
    commitAfterWatermark(second, "2026-06-15T13:00:00Z");
    await().atMost(SOON).until(() -> isStopped(zombie));
    second.stop();
    LiveQuery third = start();
    await().atMost(SOON).until(() -> hasReadAll(third));
    clock.advance(Duration.ofMinutes(5));
    commitAfterWatermark(third, "2026-06-15T14:00:10Z");
    third.stop();

    // then
    List<String> rows = rows();
    assertThat(rows).containsAll(expected()).hasSize(expected().size() + 1);
    assertThat(rows).filteredOn(row -> row.contains(",end,")).hasSize(1);
    assertThat(alerts()).containsExactlyInAnyOrderElementsOf(ALERTS);
    assertThat(zombie.status().lastError()).contains("another driver");
  }

  @Test
  void paymentsBecomeFinalThoughNobodyBrowsesAnyMore() throws Exception {
    // given
    LiveQuery query = start();
    views.send(sent("activity", 3).subList(0, 1));
    payments.send(sent("transactions", 2));
    await().atMost(SOON).until(() -> hasReadAll(query));

    // when
    clock.advance(Duration.ofMinutes(5));
    commitAfterWatermark(query, "2026-06-15T14:00:10Z");

    // then
    query.stop();
    assertThat(rows()).hasSize(expected().size() + 1).anyMatch(row -> row.contains(",end,"));
  }

  @Test
  void whileNoPaymentWaitsTheWatermarkRestsAndCostsNothing() throws Exception {
    // given payments that are all told
    LiveQuery query = start();
    send();
    await().atMost(SOON).until(() -> hasReadAll(query));
    clock.advance(Duration.ofMinutes(5));
    commitAfterWatermark(query, "2026-06-15T14:00:10Z");
    Instant told = query.status().watermark();

    // when
    clock.advance(Duration.ofMinutes(4));

    // then
    await()
        .during(Duration.ofSeconds(3))
        .atMost(SOON)
        .until(() -> !watermarkIsPast(query, told.plusSeconds(1).toString()));

    // when another is made
    payments.send(
        List.of(
            new Sent(
                0,
                sent("transactions", 2)
                    .get(0)
                    .value()
                    .replaceFirst("2026-06-15T[0-9:]+", "2026-06-15T14:09:00")
                    .replaceFirst("\"p1\"", "\"p9\""),
                false)));
    await().atMost(SOON).until(() -> hasReadAll(query));
    clock.advance(Duration.ofSeconds(30));

    // then it is waited for in steps
    await().atMost(SOON).until(() -> watermarkIsPast(query, told.plusSeconds(60).toString()));
    query.stop();
  }

  @Test
  void pageViewsGoThoughNobodyEverPays() throws Exception {
    // given
    LiveQuery query = start();
    views.send(sent("activity", 3));
    await().atMost(SOON).until(() -> hasReadAll(query) && query.status().stateRows() > 0);

    // when
    clock.advance(Duration.ofHours(1));

    // then
    await().atMost(SOON).until(() -> watermarkIsPast(query, "2026-06-15T14:30:00Z"));
    await()
        .atMost(SOON)
        .until(
            () -> {
              query.tick();
              // a tick is held as long as it takes the next to come
              return query.status().stateRows() <= 2;
            });
    query.stop();
    assertThat(live.registered()).isEmpty();
  }

  private void send() throws Exception {
    views.send(sent("activity", 3));
    payments.send(sent("transactions", 2));
  }

  /** Lets a driver work until its watermark is later, then lets it commit. */
  private void commitAfterWatermark(LiveQuery query, String time) throws Exception {
    await().atMost(SOON).until(() -> watermarkIsPast(query, time));
    clock.advance(SETTINGS.commit());
    query.tick();
  }

  private static boolean watermarkIsPast(LiveQuery query, String time) throws Exception {
    query.tick();
    Instant watermark = query.status().watermark();
    return watermark != null && watermark.isAfter(Instant.parse(time));
  }

  private static boolean hasReadAll(LiveQuery query) throws Exception {
    query.tick();
    Long lag = query.status().lag();
    return lag != null && lag == 0;
  }

  private static boolean isStopped(LiveQuery query) throws Exception {
    query.tick();
    return query.status().state() == QueryState.STOPPED;
  }

  private LiveQuery start() throws Exception {
    return LiveQuery.start(
        PaymentContextBeginning.NAME,
        new PaymentContextBeginning(
            spark,
            live.files(),
            live.paths(),
            () -> declaration("transactions"),
            () -> declaration("activity"),
            new Surroundings(),
            Alerts::new,
            SETTINGS,
            clock),
        clock);
  }

  /** The table's rows as the expected ones are written, without the time of telling. */
  private List<String> rows() {
    return live.table(spark, PaymentContext.TABLE.name()).collectAsList().stream()
        .map(PaymentContextTest::line)
        .toList();
  }

  private List<String> alerts() {
    return live.table(spark, BrowsingAlertRows.TABLE.name()).collectAsList().stream()
        .map(
            row ->
                Stream.of("transaction_id", "rule", "account_id", "rule_set")
                    .map(column -> row.<String>getAs(column))
                    .collect(Collectors.joining(",")))
        .toList();
  }

  private static String line(Row row) {
    List<LiveColumn> columns = PaymentContext.TABLE.columns();
    return columns.subList(0, columns.size() - 1).stream()
        .map(column -> row.<Object>getAs(column.name()))
        .map(PaymentContextTest::cell)
        .collect(Collectors.joining(","));
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof java.sql.Timestamp time
        ? time.toInstant().toString()
        : value.toString();
  }

  private static List<String> expected() throws Exception {
    return Files.readAllLines(DAY.resolve("expected/payment_context.csv")).stream()
        .skip(1)
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /** The records of a feed, spread over its partitions by their users. */
  private static List<Sent> sent(String feed, int partitions) throws Exception {
    return Files.readAllLines(DAY.resolve("payments").resolve(feed + ".ndjson")).stream()
        .map(line -> new Sent(Math.floorMod(line.hashCode(), partitions), line, false))
        .toList();
  }

  private static Declaration declaration(String name) {
    Feed feed = FeedCatalog.load(Path.of("../conf/feeds")).require(name);
    return new Declaration(1, feed, List.of(feed.avsc()), null);
  }

  private static final class Alerts implements ContextAlerts {
    @Override
    public List<LiveRow> rows(List<Told> told, Instant now) {
      return told.stream()
          .flatMap(payment -> BrowsingAlertRows.of(RULES, payment, now).stream())
          .toList();
    }

    @Override
    public void close() {}
  }

  private final class Surroundings implements LiveSurroundings {
    @Override
    public LiveSource source(Feed feed, Duration share) {
      return feed.name().equals("activity") ? views.source() : payments.source();
    }

    @Override
    public MetricsTopic metrics() {
      throw new UnsupportedOperationException("nothing is told before it is final");
    }

    @Override
    public PartitionCatalog catalog() {
      return live.catalog();
    }

    @Override
    public LiveLog log(PartitionCatalog catalog, List<LiveTable> tables) {
      return live.log(live.store(), tables, clock);
    }
  }
}
