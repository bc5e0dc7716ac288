package io.millrace.ingest.generate.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.generate.Disturbance;
import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.GenerationPlan;
import io.millrace.ingest.generate.GenerationSettings;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.line.Sha256;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.record.Valid;
import io.millrace.model.rule.RuleCheck;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Page views beside the payments of orders that they belong to. */
class BrowsingSourceTest {
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));
  private static final Feed PAYMENTS = FEEDS.require("transactions");
  private static final Feed ACTIVITY = FEEDS.require("activity");
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final int COUNT = 30_000;

  @ParameterizedTest
  @CsvSource({"11, 1", "12, 1", "13, 13"})
  void paymentsOfOrdersHavePageViewsBeforeExceptThoseThatAreLabelledToHaveNone(
      long seed, int kinds) {
    // given
    FraudSettings fraud =
        kinds == 1
            ? new FraudSettings(0.03, Map.of(FraudKind.NO_BROWSING, 1.0))
            : FraudSettings.even(0.2, Orders.BROWSED);
    Map<String, List<Instant>> views = new HashMap<>();
    for (Object[] row : all(views(fraud, seed))) {
      views
          .computeIfAbsent((String) row[ACTIVITY.indexOf("user_id")], u -> new ArrayList<>())
          .add(time(ACTIVITY, row));
    }

    // then
    int labelled = 0;
    int browsedAtOtherTimes = 0;
    Set<String> ordersOf = new HashSet<>();
    for (Generated payment : payments(fraud, seed)) {
      Object[] row = payment.row();
      String user = (String) row[PAYMENTS.indexOf("user_id")];
      boolean isLabelled = "NO_BROWSING".equals(payment.label());
      boolean isOrder = row[PAYMENTS.indexOf("order_id")] != null;
      assertThat(isOrder).isEqualTo(row[PAYMENTS.indexOf("channel")].equals("online"));
      if (isOrder) {
        assertThat(
                PlainRules.viewedNothing(time(PAYMENTS, row), views.getOrDefault(user, List.of())))
            .as("%s of %s", row[PAYMENTS.indexOf("transaction_id")], user)
            .isEqualTo(isLabelled);
        ordersOf.add((String) row[PAYMENTS.indexOf("order_id")]);
      }
      if (isLabelled) {
        labelled++;
        assertThat(isOrder).isTrue();
        assertThat(row[PAYMENTS.indexOf("is_fraud")]).isEqualTo(true);
        browsedAtOtherTimes += views.containsKey(user) ? 1 : 0;
      }
    }
    assertThat(labelled).isGreaterThan(100);
    assertThat(browsedAtOtherTimes).isGreaterThan(labelled / 2);
    assertThat(ordersOf).hasSizeGreaterThan(COUNT / 4);
  }

  @Test
  void theOtherKindsOfFraudAreAsTheyAreWithoutOrders() {
    Map<String, List<Paid>> histories = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Generated record : payments(FraudSettings.even(0.05, Orders.BROWSED), 7)) {
      Paid paid = Paid.of(PAYMENTS, record.row(), record.label());
      for (String key : List.of(paid.account(), paid.merchant())) {
        histories.computeIfAbsent(key, k -> new ArrayList<>()).add(paid);
      }
      if (paid.label() != null && !paid.label().equals("NO_BROWSING")) {
        FraudKind kind = FraudKind.valueOf(paid.label());
        String key = kind == FraudKind.MERCHANT_BURST ? paid.merchant() : paid.account();
        assertThat(PlainRules.fires(kind, histories.get(key))).as(paid.toString()).isTrue();
        seen.add(paid.label());
      }
    }
    assertThat(seen).hasSizeGreaterThan(8);
  }

  @Test
  void everyRowIsAPageViewOfAVisitAndTimeNeverFalls() {
    RuleCheck rules = new RuleCheck(ACTIVITY);
    RecordEncoder encoder = new RecordEncoder(ACTIVITY);
    RecordDecoder decoder = new RecordDecoder(ACTIVITY);
    Set<Object> ids = new HashSet<>();
    Map<Object, String> pages = new HashMap<>();
    Instant before = START;
    List<Object[]> rows = all(views(FraudSettings.even(0.05, Orders.BROWSED), 7));
    for (Object[] row : rows) {
      assertThat(rules.check(row)).isNull();
      assertThat(decoder.decode(encoder.encode(row), NOW.toEpochMilli())).isInstanceOf(Valid.class);
      assertThat(time(ACTIVITY, row)).isAfterOrEqualTo(before);
      assertThat(ids.add(row[ACTIVITY.indexOf("event_id")])).isTrue();
      assertThat(row[ACTIVITY.indexOf("event_type")]).isEqualTo("page_view");
      String page = (String) row[ACTIVITY.indexOf("page")];
      assertThat(row[ACTIVITY.indexOf("previous_page")])
          .isEqualTo(pages.put(row[ACTIVITY.indexOf("session_id")], page));
      before = time(ACTIVITY, row);
    }
    assertThat(pages.values()).containsOnly("/checkout");
    assertThat(rows).hasSizeGreaterThan(COUNT);
  }

  @Test
  void sameSeedGivesTheSameBytes() {
    assertThat(sha256(42)).isEqualTo(sha256(42)).isNotEqualTo(sha256(43));
    // Pinned: another value means that every generated history changes, which users must be told.
    assertThat(sha256(42))
        .isEqualTo("1fbb6fbe798efba1cc9d273b86540c00a76cf333f533961309c8cec6c0e21da9");
  }

  private static GenerationPlan plan() {
    return new GenerationSettings(
            0,
            OptionalDouble.empty(),
            OptionalLong.of(COUNT),
            Optional.of(Duration.ofSeconds(COUNT * 5 / 2)),
            Optional.of(START),
            OptionalDouble.empty(),
            Disturbance.NONE)
        .plan(1, NOW);
  }

  private static PaymentGenerator generator(FraudSettings fraud) {
    return new PaymentGenerator(fraud, Orders.BROWSED, OptionalInt.of(600));
  }

  private static RecordSource views(FraudSettings fraud, long seed) {
    return new BrowsingGenerator(generator(fraud), PAYMENTS, plan())
        .source(ACTIVITY, plan().timeline(), seed);
  }

  private static List<Generated> payments(FraudSettings fraud, long seed) {
    List<Generated> payments = new ArrayList<>();
    RecordSource source =
        plan().limited(generator(fraud).source(PAYMENTS, plan().timeline(), seed));
    for (Generated record = source.next(); record != null; record = source.next()) {
      payments.add(record);
    }
    return payments;
  }

  private static List<Object[]> all(RecordSource source) {
    List<Object[]> rows = new ArrayList<>();
    for (Generated record = source.next(); record != null; record = source.next()) {
      rows.add(record.row());
    }
    return rows;
  }

  private static Instant time(Feed feed, Object[] row) {
    long micros = (Long) row[feed.indexOf("event_time")];
    return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
  }

  private static String sha256(long seed) {
    RecordEncoder encoder = new RecordEncoder(ACTIVITY);
    MessageDigest digest = Sha256.newDigest();
    RecordSource source = views(FraudSettings.even(0.05, Orders.BROWSED), seed);
    for (int i = 0; i < 5_000; i++) {
      digest.update(encoder.encode(source.next().row()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
