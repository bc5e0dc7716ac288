package io.millrace.ingest.generate.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.InvalidSettingsException;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.line.Sha256;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.record.Valid;
import io.millrace.model.rule.RuleCheck;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentSourceTest {
  private static final Feed FEED =
      FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
  private static final Timeline TIMELINE = new Timeline(Instant.parse("2026-10-01T00:00:00Z"), 0.4);
  private static final long NOW = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

  @Test
  void sameSeedGivesTheSameBytes() {
    assertThat(sha256(42)).isEqualTo(sha256(42)).isNotEqualTo(sha256(43));
    // Pinned: another value means that every generated history changes, which users must be told.
    assertThat(sha256(42))
        .isEqualTo("c5560fe5d9a9de29dbc8a4168aaabed5ba7a18cd65848bea928c4e762127a5e9");
  }

  @Test
  void everyRowIsValidAndTimeNeverFalls() {
    RuleCheck rules = new RuleCheck(FEED);
    RecordEncoder encoder = new RecordEncoder(FEED);
    RecordDecoder decoder = new RecordDecoder(FEED);
    RecordSource source = source(7, FraudSettings.even(0.05));
    Set<Object> ids = new HashSet<>();
    long before = Long.MIN_VALUE;
    for (int i = 0; i < 20_000; i++) {
      Generated record = source.next();
      assertThat(rules.check(record.row())).isNull();
      assertThat(decoder.decode(encoder.encode(record.row()), NOW)).isInstanceOf(Valid.class);
      assertThat(record.sendMicros())
          .isGreaterThanOrEqualTo(before)
          .isEqualTo(record.row()[FEED.indexOf("event_time")]);
      assertThat(ids.add(record.row()[FEED.indexOf("transaction_id")])).isTrue();
      before = record.sendMicros();
    }
  }

  @ParameterizedTest
  @EnumSource(value = FraudKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NO_BROWSING")
  void everyLabelledPaymentSatisfiesItsRule(FraudKind kind) {
    // given
    FraudSettings fraud = new FraudSettings(0.03, Map.of(kind, 1.0));

    // when
    List<Paid> payments = payments(source(11, fraud), 30_000);

    // then
    int labelled = 0;
    Map<String, List<Paid>> histories = new HashMap<>();
    for (Paid paid : payments) {
      String key = kind == FraudKind.MERCHANT_BURST ? paid.merchant() : paid.account();
      List<Paid> history = histories.computeIfAbsent(key, k -> new ArrayList<>());
      history.add(paid);
      if (paid.label() != null) {
        labelled++;
        assertThat(paid.label()).isEqualTo(kind.name());
        assertThat(paid.fraud()).isTrue();
        assertThat(PlainRules.fires(kind, history)).as("%s after %s", paid, history).isTrue();
      }
    }
    assertThat(labelled).isGreaterThan(100);
  }

  @Test
  void accountsWithoutFraudFireNothing() {
    Map<String, List<Paid>> histories = new HashMap<>();
    Map<FraudKind, Integer> fired = new EnumMap<>(FraudKind.class);
    for (Paid paid : payments(source(5, FraudSettings.even(0)), 30_000)) {
      List<Paid> history = histories.computeIfAbsent(paid.account(), a -> new ArrayList<>());
      history.add(paid);
      assertThat(paid.fraud()).isFalse();
      for (FraudKind kind : Orders.NONE.kinds()) {
        if (kind != FraudKind.MERCHANT_BURST && PlainRules.fires(kind, history)) {
          fired.merge(kind, 1, Integer::sum);
        }
      }
    }

    assertThat(fired).isEmpty();
  }

  @Test
  void fraudHasTheShareThatWasAskedFor() {
    List<Paid> payments = payments(source(3, FraudSettings.even(0.02)), 200_000);
    long fraud = payments.stream().filter(Paid::fraud).count();

    // About 1,100 cases, whose sizes vary: four standard deviations are below 700 payments.
    assertThat((double) fraud).isCloseTo(4_000, within(700.0));
    for (FraudKind kind : Orders.NONE.kinds()) {
      assertThat(payments).as(kind.name()).anyMatch(p -> kind.name().equals(p.label()));
    }
  }

  @Test
  void accountsKeepTheirHabits() {
    Map<String, Set<Object>> countries = new HashMap<>();
    Map<String, Set<Object>> devices = new HashMap<>();
    Map<String, Set<Object>> hours = new HashMap<>();
    for (Paid paid : payments(source(5, FraudSettings.even(0)), 30_000)) {
      add(countries, paid.account(), paid.country());
      add(devices, paid.account(), String.valueOf(paid.device()));
      add(hours, paid.account(), paid.time().atOffset(java.time.ZoneOffset.UTC).getHour());
    }

    assertThat(countries.values()).allMatch(c -> c.size() == 1);
    assertThat(devices.values()).allMatch(d -> d.size() <= 3);
    assertThat(hours.values()).allMatch(h -> h.size() <= 15);
  }

  @Test
  void tooFewAccountsForTheRateAreRefusedWithTheNumberThatWouldDo() {
    PaymentGenerator few = new PaymentGenerator(FraudSettings.even(0), OptionalInt.of(1_000));

    assertThatThrownBy(() -> few.source(FEED, new Timeline(Instant.EPOCH, 100), 1))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("accounts is 1000 for 100.0 payments a second")
        .hasMessageContaining("24000 or more");
    assertThatThrownBy(() -> new PaymentGenerator(FraudSettings.even(0), OptionalInt.of(3)))
        .hasMessageContaining("accounts is 3; legal: 200 to 5000000");
    assertThatThrownBy(() -> new FraudSettings(0.5, Map.of()))
        .hasMessageContaining("fraud is 0.5; legal: 0 to 0.2")
        .hasMessageContaining("at least one kind");
  }

  @Test
  void fraudThatIsOfOrdersIsRefusedWithoutThem() {
    FraudSettings fraud =
        new FraudSettings(0.01, Map.of(FraudKind.NO_BROWSING, 1.0, FraudKind.NIGHT_OWL, 1.0));

    assertThatThrownBy(() -> new PaymentGenerator(fraud, OptionalInt.empty()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(
            "fraud mix has NO_BROWSING, which is of orders; legal: together with browsing");
  }

  private static void add(Map<String, Set<Object>> sets, String key, Object value) {
    sets.computeIfAbsent(key, k -> new HashSet<>()).add(value);
  }

  private static RecordSource source(long seed, FraudSettings fraud) {
    return new PaymentGenerator(fraud, OptionalInt.of(600)).source(FEED, TIMELINE, seed);
  }

  private static List<Paid> payments(RecordSource source, int count) {
    List<Paid> payments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Generated record = source.next();
      payments.add(Paid.of(FEED, record.row(), record.label()));
    }
    return payments;
  }

  private static String sha256(long seed) {
    RecordEncoder encoder = new RecordEncoder(FEED);
    MessageDigest digest = Sha256.newDigest();
    RecordSource source = source(seed, FraudSettings.even(0.05));
    for (int i = 0; i < 5_000; i++) {
      digest.update(encoder.encode(source.next().row()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
