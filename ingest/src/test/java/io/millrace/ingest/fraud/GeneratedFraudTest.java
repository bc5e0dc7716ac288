package io.millrace.ingest.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.GenerationPlan;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.TimeMode;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.generate.payment.BrowsingGenerator;
import io.millrace.ingest.generate.payment.FraudKind;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.Orders;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Finding;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.fraud.second.SecondStage;
import io.millrace.model.live.PageView;
import io.millrace.model.live.PaymentContext;
import io.millrace.model.record.ObjectRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The declared rules over the generator's accounts, whose fraud is labelled. */
class GeneratedFraudTest {
  private static final Feed FEED =
      FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
  private static final Feed ACTIVITY =
      FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
  private static final RuleSet RULES = RuleSet.load(Path.of("../conf/fraud-rules.yaml"));

  /** The bundled rules with the one that they have as a comment. */
  private static final RuleSet WITH_BROWSING = RuleSet.parse("fraud-rules.yaml", withBrowsing());

  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final int PAYMENTS = 30_000;

  /** A generated payment and the rules that fired. */
  private record Judged(String account, boolean isFraud, String label, List<String> rules) {}

  @ParameterizedTest
  @EnumSource(
      value = FraudKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MERCHANT_BURST", "NO_BROWSING"})
  void everyLabelledPaymentFiresTheRuleOfItsLabel(FraudKind kind) {
    List<Judged> judged = judged(11, new FraudSettings(0.03, Map.of(kind, 1.0)), 0.4);

    List<Judged> labelled = judged.stream().filter(j -> j.label() != null).toList();

    assertThat(labelled).hasSizeGreaterThan(100);
    assertThat(labelled).allMatch(j -> j.rules().contains(kind.name()));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void eachBurstAtAMerchantRaisesOneAlertAtItsFirstLabelledPayment(long seed) {
    // given
    RecordSource source =
        new PaymentGenerator(
                new FraudSettings(0.03, Map.of(FraudKind.MERCHANT_BURST, 1.0)), OptionalInt.of(600))
            .source(FEED, new Timeline(START, 0.4), seed);
    PaymentFields fields = new PaymentFields(FEED);
    FraudEvaluator evaluator = new FraudEvaluator(RULES);
    Map<String, AccountState> accounts = new HashMap<>();
    SecondStage<String> stage = new SecondStage<>(RULES);
    Map<String, Long> lastLabelled = new HashMap<>();
    Set<String> expected = new HashSet<>();

    // when
    for (int i = 0; i < PAYMENTS; i++) {
      Generated record = source.next();
      Payment payment = fields.payment(new ObjectRow().of(record.row()));
      AccountState account =
          accounts.computeIfAbsent(payment.accountId(), a -> evaluator.newAccount());
      stage.payment(
          EvaluatedPayment.of(payment, evaluator.evaluate(account, payment), null, null, ""));
      if (record.label() != null) {
        Long before = lastLabelled.put(payment.merchant(), payment.micros());
        if (before == null || before < payment.micros() - 600_000_000) {
          expected.add(payment.transactionId());
        }
      }
    }

    // then
    assertThat(stage.advance(SecondStage.END))
        .allMatch(alert -> alert.alert().finding().rule().equals("MERCHANT_BURST"))
        .extracting(alert -> alert.payment().transactionId())
        .containsExactlyInAnyOrderElementsOf(expected)
        .hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void eachOrderWithoutBrowsingRaisesOneAlertAndNoOtherPaymentOfAnOrderDoes(long seed) {
    // given
    GenerationPlan plan =
        new GenerationPlan(
            TimeMode.HISTORY,
            new Timeline(START, 0.1),
            Double.POSITIVE_INFINITY,
            PAYMENTS,
            Optional.empty());
    PaymentGenerator generator =
        new PaymentGenerator(
            FraudSettings.even(0.1, Orders.BROWSED), Orders.BROWSED, OptionalInt.of(600));
    RecordSource payments = plan.limited(generator.source(FEED, plan.timeline(), seed));
    RecordSource views =
        new BrowsingGenerator(generator, FEED, plan).source(ACTIVITY, plan.timeline(), seed);
    PaymentContext context = PaymentContext.of(FEED, ACTIVITY).orElseThrow();
    PaymentFields fields = new PaymentFields(FEED);
    FraudEvaluator evaluator = new FraudEvaluator(WITH_BROWSING);
    Map<String, AccountState> accounts = new HashMap<>();
    SecondStage<String> stage =
        new SecondStage<>(
            WITH_BROWSING.version(), WITH_BROWSING.secondStage(SecondStageRule.NoBrowsing.class));
    List<String> expected = new ArrayList<>();
    int orders = 0;

    // when
    for (Generated record = payments.next(); record != null; record = payments.next()) {
      Object[] row = record.row();
      Payment payment = fields.payment(new ObjectRow().of(row));
      AccountState account =
          accounts.computeIfAbsent(payment.accountId(), a -> evaluator.newAccount());
      String order = (String) row[FEED.indexOf("order_id")];
      String user = (String) row[FEED.indexOf("user_id")];
      stage.payment(
          EvaluatedPayment.of(payment, evaluator.evaluate(account, payment), user, order, ""));
      orders += order == null ? 0 : 1;
      if ("NO_BROWSING".equals(record.label())) {
        expected.add(payment.transactionId());
      }
    }
    for (Generated record = views.next(); record != null; record = views.next()) {
      PageView view = context.pageView(record.row()).orElseThrow();
      stage.pageView(view.user(), view.micros());
    }

    // then
    assertThat(stage.advance(SecondStage.END))
        .extracting(alert -> alert.payment().transactionId())
        .containsExactlyInAnyOrderElementsOf(expected)
        .hasSizeGreaterThan(50);
    assertThat(orders).isGreaterThan(PAYMENTS / 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void allKindsTogetherAreFoundOverWeeksToo(long seed) {
    // given the generator's usual eight payments a day of each account, for six weeks
    List<Judged> judged = judged(seed, FraudSettings.even(0.03), 600 * 8 / 86_400.0 / 7);

    // then
    Map<FraudKind, Integer> labelled = new EnumMap<>(FraudKind.class);
    for (Judged payment : judged) {
      if (payment.label() != null && !payment.label().equals("MERCHANT_BURST")) {
        labelled.merge(FraudKind.valueOf(payment.label()), 1, Integer::sum);
        assertThat(payment.rules()).contains(payment.label());
      }
    }
    assertThat(labelled).hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 42})
  void accountsWithoutFraudRaiseNothing(int days) {
    assertThat(judged(5, FraudSettings.even(0), overDays(days))).allMatch(j -> j.rules().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 42})
  void neitherDoTheHonestAccountsAmongFraudulentOnes(int days) {
    List<Judged> judged = judged(6, FraudSettings.even(0.01), overDays(days));
    Set<String> touched = new HashSet<>();
    judged.stream().filter(Judged::isFraud).forEach(j -> touched.add(j.account()));

    List<Judged> honest = judged.stream().filter(j -> !touched.contains(j.account())).toList();

    assertThat(honest).hasSizeGreaterThan(1_000).allMatch(j -> j.rules().isEmpty());
  }

  /** How many payments a second span those days. */
  private static double overDays(int days) {
    return PAYMENTS / (days * 86_400.0);
  }

  private static String withBrowsing() {
    try {
      return Files.readString(Path.of("../conf/fraud-rules.yaml"))
          .replace("  # NO_BROWSING: {", "  NO_BROWSING: {");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Judged> judged(long seed, FraudSettings fraud, double perSecond) {
    RecordSource source =
        new PaymentGenerator(fraud, OptionalInt.of(600))
            .source(FEED, new Timeline(START, perSecond), seed);
    FraudEvaluator evaluator = new FraudEvaluator(RULES);
    PaymentFields fields = new PaymentFields(FEED);
    Map<String, AccountState> accounts = new HashMap<>();
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      Generated record = source.next();
      Payment payment = fields.payment(new ObjectRow().of(record.row()));
      AccountState account =
          accounts.computeIfAbsent(payment.accountId(), a -> evaluator.newAccount());
      judged.add(
          new Judged(
              payment.accountId(),
              (Boolean) record.row()[FEED.indexOf("is_fraud")],
              record.label(),
              evaluator.evaluate(account, payment).findings().stream()
                  .map(Finding::rule)
                  .toList()));
    }
    return judged;
  }
}
