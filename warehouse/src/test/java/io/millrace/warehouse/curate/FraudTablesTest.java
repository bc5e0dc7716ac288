package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.ListKind;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.fraud.second.SecondAlert;
import io.millrace.model.fraud.second.SecondStage;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.fraud.BacktestFolder;
import io.millrace.warehouse.fraud.FraudTables;
import io.millrace.warehouse.fraud.RuleFile;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.retention.DropHistory;
import io.millrace.warehouse.table.FeedTables;
import io.millrace.warehouse.table.ScoredView;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores and alerts of history against the core itself, fed payment by payment as they came. */
class FraudTablesTest {

  private static final Duration GRACE = Duration.ofHours(24);
  private static final LocalDate START = LocalDate.parse("2026-01-01");
  private static final int DAYS = 4;
  private static final int TASKS = 4;
  private static final int MONEY = 10_000;

  /** A payment where it lies on its topic, in the order of arrival. */
  private record Arrived(int partition, long offset, Payment payment, Boolean isFraud) {

    LocalDate day() {
      return Instant.ofEpochSecond(payment.micros() / 1_000_000)
          .atZone(ZoneOffset.UTC)
          .toLocalDate();
    }
  }

  /** What came of one. */
  private record Outcome(Arrived arrived, Evaluation evaluation) {}

  @TempDir private Path root;
  private LocalWarehouse warehouse;
  private RuleFile rules;
  private int generations;

  @BeforeEach
  void createTables() throws IOException {
    warehouse = new LocalWarehouse(root);
    rules = new RuleFile("fraud-rules.yaml", Files.readString(Path.of("../conf/fraud-rules.yaml")));
  }

  @AfterEach
  void dropTables() {
    warehouse.close();
  }

  @Test
  void everyPaymentHasTheScoreAndAlertsOfAHostThatSawItComeInWhateverOrderDaysAreRun()
      throws Exception {
    // given
    List<Arrived> arrived = arrived(new Random(11), 900);
    insert(arrived);

    // when
    run(days(1, DAYS), Optional.empty());
    run(days(0, 2), Optional.empty());

    // then
    List<Outcome> expected = evaluated(arrived);
    assertThat(expected)
        .as("duplicates, late payments and alerts are among them")
        .hasSizeLessThan(arrived.size())
        .anyMatch(outcome -> outcome.evaluation().lateMicros() > 0)
        .anyMatch(outcome -> outcome.evaluation().alerts().size() > 1);
    assertThat(scores()).isEqualTo(sorted(expected.stream().map(this::score).toList()));
    assertThat(alerts()).isEqualTo(sorted(expected.stream().flatMap(this::alerts).toList()));
  }

  @Test
  void theScoredViewHasEachPaymentOnceWithItsScoreAndItsAlertsInTheOrderOfRules() throws Exception {
    // given payments of which some come twice, and a day that is not evaluated
    List<Arrived> arrived = arrived(new Random(11), 900);
    insert(arrived);
    run(days(0, 3), Optional.empty());

    // then
    Map<Arrived, Evaluation> evaluated =
        evaluated(arrived).stream()
            .filter(outcome -> outcome.arrived().day().isBefore(START.plusDays(3)))
            .collect(Collectors.toMap(Outcome::arrived, Outcome::evaluation));
    assertThat(evaluated.values()).anyMatch(evaluation -> evaluation.alerts().size() > 1);
    assertThat(
            TestSpark.session()
                .sql(
                    "SELECT dt, hour, transaction_id, unix_micros(event_time), score, level, late_ms, is_complete, array_join(transform(alerts, a -> concat(a.rule, '/', a.severity, '/', a.alert_id)), ' ') FROM (%s)"
                        .formatted(scoredView()))
                .collectAsList()
                .stream()
                .map(FraudTablesTest::text))
        .containsExactlyInAnyOrderElementsOf(
            arrived.stream()
                .map(a -> inScoredView(a, Optional.ofNullable(evaluated.get(a))))
                .toList());
  }

  private static String inScoredView(Arrived arrived, Optional<Evaluation> evaluation) {
    Instant time = Instant.EPOCH.plus(arrived.payment().micros(), ChronoUnit.MICROS);
    String said =
        evaluation
            .map(
                e ->
                    "%d %s %d %s %s"
                        .formatted(
                            e.score(),
                            e.level().text(),
                            e.lateMicros() / 1_000,
                            e.isComplete(),
                            e.alerts().isEmpty()
                                ? "null"
                                : e.alerts().stream()
                                    .map(
                                        alert ->
                                            "%s/%s/%s"
                                                .formatted(
                                                    alert.finding().rule(),
                                                    alert.finding().severity().text(),
                                                    alert.id()))
                                    .sorted()
                                    .collect(Collectors.joining(" "))))
            .orElse("null null null null null");
    return "%s %s %s %d %s"
        .formatted(
            arrived.day(),
            time.toString().substring(11, 13),
            arrived.payment().transactionId(),
            arrived.payment().micros(),
            said);
  }

  @Test
  void whoAsksTheScoredViewForADayReadsThatDayOfAllThreeTables() throws Exception {
    insert(arrived(new Random(11), 100));
    run(days(0, DAYS), Optional.empty());

    String plan =
        TestSpark.session()
            .sql("SELECT * FROM (%s) WHERE dt = '2026-01-02'".formatted(scoredView()))
            .queryExecution()
            .executedPlan()
            .treeString(true, false, Integer.MAX_VALUE, false);

    assertThat(plan.split("PartitionFilters: \\[[^]]*\\(dt#\\d+ = 2026-01-02\\)", -1))
        .hasSize(1 + 3);
  }

  private static String scoredView() {
    Feed payments = FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
    return ScoredView.of(payments, FeedTables.of(payments, List.of())).orElseThrow().query();
  }

  @Test
  void theSecondStageOfDaysIsThatOfTheCoreOverAllPaymentsInWhateverOrderDaysAreRun()
      throws Exception {
    // given
    rules =
        new RuleFile(
            "fraud-rules.yaml",
            rules
                .yaml()
                .replaceFirst(
                    "(?m)^  MERCHANT_BURST: .*$",
                    """
                      MERCHANT_BURST: {limit: 0.4, payments: 3, within: PT20H}
                      REFUSALS: {kind: merchant_burst, limit: 0.3, payments: 2, within: P1D, of: refused}
                      NO_BROWSING: {severity: low}
                    """));
    List<Arrived> arrived = arrived(new Random(15), 900);
    insert(arrived);
    List<View> views = views(new Random(16), 1_500);
    insertViews(views);

    // when
    run(days(1, DAYS), Optional.empty());
    run(days(0, 2), Optional.empty());

    // then
    List<Outcome> outcomes = evaluated(arrived);
    List<SecondAlert<Outcome>> second = secondStage(outcomes, views, rules);
    assertThat(alerts())
        .isEqualTo(
            sorted(
                Stream.concat(
                        outcomes.stream().flatMap(this::alerts), second.stream().map(this::alert))
                    .toList()));
    Map<String, Long> byRule =
        second.stream()
            .collect(
                Collectors.groupingBy(
                    alert -> alert.alert().finding().rule(), TreeMap::new, Collectors.counting()));
    assertThat(byRule).containsOnlyKeys("MERCHANT_BURST", "NO_BROWSING", "REFUSALS");
    assertThat(alertsByRule("rule IN ('MERCHANT_BURST', 'NO_BROWSING', 'REFUSALS')"))
        .isEqualTo(byRule);
    assertThat(alertsByRule("rule = '(any)'"))
        .as("the second stage is outside of what the score says")
        .isEqualTo(
            Map.of(
                "(any)", outcomes.stream().mapToLong(o -> o.evaluation().alerts().size()).sum()));
  }

  @Test
  void martsCountWhatTheAlertsAreWorth() throws Exception {
    List<Arrived> arrived = arrived(new Random(12), 700);
    insert(arrived);

    run(days(0, DAYS), Optional.empty());

    List<Outcome> outcomes = evaluated(arrived);
    assertThat(byRule()).isEqualTo(expectedByRule(outcomes));
    assertThat(byScore()).isEqualTo(expectedByScore(outcomes)).hasSizeGreaterThan(3 * DAYS);
    assertThat(top())
        .isEqualTo(expectedTop(outcomes))
        .anyMatch(row -> row.matches("\\S+ department \\d \\(unknown\\) .*"))
        .anyMatch(row -> row.matches("\\S+ city \\d city 4 .*"));
  }

  @Test
  void accountsBeginWithoutAMemoryOnTheFirstDayThatIsLookedAt() throws Exception {
    List<Arrived> arrived = arrived(new Random(13), 500);
    insert(arrived);

    run(days(2, DAYS), Optional.of(START.plusDays(2)));

    List<Arrived> looked =
        arrived.stream().filter(a -> !a.day().isBefore(START.plusDays(2))).toList();
    assertThat(scores()).isEqualTo(sorted(evaluated(looked).stream().map(this::score).toList()));
  }

  @Test
  void daysHaveChangedWhenMoreHasLandedThanTheirScoresWereMadeOf() throws Exception {
    // given
    insert(arrived(new Random(15), 200));
    tell(days(0, DAYS), 7);
    assertThat(changed()).isEqualTo(days(0, DAYS));

    // when
    run(days(0, DAYS), Optional.empty());

    // then
    assertThat(changed()).isEmpty();

    // when
    tell(days(2, 3), 8);

    // then windows of the second stage reach into the next day
    assertThat(changed()).isEqualTo(days(2, 4));
    RuleFile firstStage =
        new RuleFile(
            "fraud-rules.yaml", rules.yaml().replaceFirst("(?m)^  MERCHANT_BURST: .*$", ""));
    assertThat(changed(firstStage)).isEqualTo(days(2, 3));

    // when
    run(days(2, 4), Optional.empty());

    // then
    assertThat(changed()).isEmpty();

    // when there is no such feed
    TestSpark.session().sql("DROP TABLE dw.transactions");

    // then
    assertThat(changed()).isEmpty();
  }

  @Test
  void daysWithoutPageViewsAreRefusedWhereARuleAsksForThem() throws Exception {
    // given page views of the second day alone
    insert(arrived(new Random(17), 200));
    insertViews(List.of(new View("u1", micros(START.plusDays(1)))));
    FraudTables tables = new FraudTables(warehouse.tables("g", GRACE));

    // then where no rule asks for them
    tables.requirePageViews(days(0, DAYS), rules);

    // when one does
    rules = withNoBrowsing();

    // then
    assertThatThrownBy(() -> tables.requirePageViews(days(0, DAYS), rules))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("dw.activity has nothing of 2026-01-01,2026-01-03..2026-01-04")
        .hasMessageContaining("millrace workflow run daily --days 2026-01-01,")
        .hasMessageContaining("a run without --days");
    tables.requirePageViews(days(1, 2), rules);
  }

  @Test
  void aRunOfAllDaysEvaluatesThoseWithoutPageViewsWithoutTheRuleThatAsksForThem() throws Exception {
    // given page views of the second day alone
    List<Arrived> arrived = arrived(new Random(17), 200);
    insert(arrived);
    tell(days(0, DAYS), 7);
    List<View> views = List.of(new View("u1", micros(START.plusDays(1))));
    insertViews(views);
    rules = withNoBrowsing();
    assertThat(changed()).isEqualTo(days(0, DAYS));

    // when
    run(changed(), Optional.empty());

    // then
    assertThat(changed()).isEmpty();
    List<Outcome> outcomes = evaluated(arrived);
    assertThat(scores()).isEqualTo(sorted(outcomes.stream().map(this::score).toList()));
    List<String> unbrowsed =
        secondStage(outcomes, views, rules).stream()
            .filter(alert -> alert.payment().origin().arrived().day().equals(START.plusDays(1)))
            .map(this::alert)
            .toList();
    assertThat(unbrowsed).isNotEmpty();
    assertThat(alerts())
        .isEqualTo(
            sorted(
                Stream.concat(outcomes.stream().flatMap(this::alerts), unbrowsed.stream())
                    .toList()));
  }

  private RuleFile withNoBrowsing() {
    return new RuleFile(
        "fraud-rules.yaml",
        rules.yaml().replaceFirst("(?m)^  MERCHANT_BURST: .*$", "  NO_BROWSING: {severity: low}"));
  }

  private static long micros(LocalDate day) {
    return day.toEpochDay() * 86_400_000_000L;
  }

  private List<LocalDate> changed() throws IOException, PublishException {
    return changed(rules);
  }

  private List<LocalDate> changed(RuleFile by) throws IOException, PublishException {
    org.apache.hadoop.fs.FileSystem files =
        org.apache.hadoop.fs.FileSystem.getLocal(
            TestSpark.session().sparkContext().hadoopConfiguration());
    return FraudTables.changed(
        TestSpark.session(), new DropHistory(files, root.toString()), by, day -> true);
  }

  /** Makes the metastore say that the hours of days have what landed up to a batch. */
  private static void tell(List<LocalDate> days, long lastSeq) throws PublishException {
    TableName payments = new TableName("dw", "transactions");
    SparkPartitions partitions = new SparkPartitions(TestSpark.session());
    Map<PartitionKey, PartitionFiles> told = new TreeMap<>();
    partitions
        .ofDays(payments, days)
        .forEach(
            (hour, published) ->
                told.put(
                    hour,
                    new PartitionFiles(
                        published.location(),
                        1,
                        1,
                        OptionalLong.empty(),
                        OptionalLong.of(lastSeq))));
    partitions.swap(payments, told);
  }

  @Test
  void aBacktestSaysWhichPaymentsHaveOtherAlertsAndChangesNoTable() throws Exception {
    // given
    List<Arrived> arrived = arrived(new Random(14), 600);
    insert(arrived);
    RuleFile stricter =
        new RuleFile(
            "stricter.yaml",
            rules
                .yaml()
                .replaceFirst("(?m)^version: \\S+", "version: stricter")
                .replace("limit: 5000 }", "limit: 400 }")
                .replaceFirst(
                    "(?m)^  MERCHANT_BURST: .*$",
                    "  MERCHANT_BURST: {limit: 0.4, payments: 3, within: PT20H}"));
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path(root.resolve("backtests/first").toUri());
    org.apache.hadoop.fs.FileSystem files =
        folder.getFileSystem(TestSpark.session().sparkContext().hadoopConfiguration());

    // when it is run twice
    for (int i = 0; i < 2; i++) {
      new BacktestFolder(TestSpark.session(), files, folder)
          .run(days(1, DAYS), Optional.empty(), rules, stricter, TASKS);
    }

    // then
    Map<String, List<String>> before = firedByPayment(evaluated(arrived));
    Map<String, List<String>> after = firedByPayment(evaluated(arrived, stricter));
    List<String> changed =
        sorted(
            before.keySet().stream()
                .filter(payment -> !before.get(payment).equals(after.get(payment)))
                .map(
                    payment ->
                        "%s,%s"
                            .formatted(
                                payment,
                                before.get(payment).isEmpty()
                                    ? "alerted now"
                                    : after.get(payment).isEmpty()
                                        ? "alerted no more"
                                        : "other rules"))
                .toList());
    assertThat(changed).isNotEmpty();
    assertThat(
            sorted(
                TestSpark.session()
                    .read()
                    .option("header", true)
                    .option("escape", "\"")
                    .csv(root.resolve("backtests/first/differences.csv").toUri().toString())
                    .selectExpr("concat_ws(',', transaction_id, change)")
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(0))
                    .toList()))
        .isEqualTo(changed);
    assertThat(lines("summary.csv"))
        .anyMatch(line -> line.startsWith("old," + before.size() + "," + alerts(before) + ","))
        .anyMatch(line -> line.startsWith("new," + after.size() + "," + alerts(after) + ","));
    assertThat(lines("days.csv")).hasSize(DAYS);
    long bursts =
        secondStage(evaluated(arrived, stricter), List.of(), stricter).stream()
            .filter(alert -> alert.payment().origin().arrived().day().isAfter(START))
            .count();
    assertThat(bursts).isPositive();
    assertThat(lines("rules.csv"))
        .anyMatch(line -> line.startsWith("HIGH_AMOUNT,"))
        .anyMatch(line -> line.startsWith("MERCHANT_BURST,0,%d,0,%d,0,".formatted(bursts, bursts)));
    assertThat(Files.readString(root.resolve("backtests/first/new-rules.yaml")))
        .isEqualTo(stricter.yaml());
    assertThat(warehouse.table("dw.risk_scores").count()).isZero();
    try (Stream<Path> left = Files.list(root.resolve("backtests"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void aBacktestLeavesTheRuleOutOfDaysWithoutPageViewsAndNamesThem() throws Exception {
    // given page views of the second day alone
    List<Arrived> arrived = arrived(new Random(17), 200);
    insert(arrived);
    List<View> views = List.of(new View("u1", micros(START.plusDays(1))));
    insertViews(views);
    RuleFile unbrowsed =
        new RuleFile(
            "unbrowsed.yaml",
            withNoBrowsing().yaml().replaceFirst("(?m)^version: \\S+", "version: unbrowsed"));
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path(root.resolve("backtests/first").toUri());

    // when
    new BacktestFolder(
            TestSpark.session(),
            folder.getFileSystem(TestSpark.session().sparkContext().hadoopConfiguration()),
            folder)
        .run(days(0, DAYS), Optional.empty(), rules, unbrowsed, TASKS);

    // then
    long alerts =
        secondStage(evaluated(arrived, unbrowsed), views, unbrowsed).stream()
            .filter(alert -> alert.payment().origin().arrived().day().equals(START.plusDays(1)))
            .count();
    assertThat(alerts).isPositive();
    assertThat(lines("rules.csv"))
        .anyMatch(line -> line.startsWith("NO_BROWSING,0,%d,0,%d,0,".formatted(alerts, alerts)));
    assertThat(lines("days.csv").stream().skip(1))
        .hasSize(DAYS)
        .allSatisfy(
            line ->
                assertThat(line)
                    .endsWith(line.startsWith(START.plusDays(1).toString()) ? ",false" : ",true"));
  }

  @Test
  void aBacktestOfDaysWithoutPaymentsSaysSo() {
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path(root.resolve("backtests/none").toUri());

    assertThatThrownBy(
            () ->
                new BacktestFolder(
                        TestSpark.session(),
                        folder.getFileSystem(
                            TestSpark.session().sparkContext().hadoopConfiguration()),
                        folder)
                    .run(days(0, 2), Optional.empty(), rules, rules, TASKS))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("no payment on any of the days from 2026-01-01 to 2026-01-02")
        .hasMessageContaining("millrace workflow run daily");
    assertThat(root.resolve("backtests/none")).doesNotExist();
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(root.resolve("backtests/first").resolve(name));
  }

  /** The rules of the alerts of each payment behind the first day. */
  private static Map<String, List<String>> firedByPayment(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.arrived().day().isAfter(START))
        .collect(
            Collectors.toMap(
                outcome -> outcome.arrived().payment().transactionId(),
                outcome ->
                    outcome.evaluation().alerts().stream().map(a -> a.finding().rule()).toList()));
  }

  private static int alerts(Map<String, List<String>> fired) {
    return fired.values().stream().mapToInt(List::size).sum();
  }

  /** Four accounts on two partitions; some payments come late, some twice, some without a label. */
  private static List<Arrived> arrived(Random random, int count) {
    List<Arrived> arrived = new ArrayList<>();
    long[] offsets = new long[2];
    Set<String> hours = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int account = random.nextInt(4);
      long second = (long) i * DAYS * 86_400 / count;
      long late = random.nextInt(10) == 0 ? random.nextInt(90_000) : 0;
      Payment payment =
          payment(random, "a" + account, "t" + i, inFewHours(Math.max(0, second - late)));
      if (random.nextInt(15) == 0 && !arrived.isEmpty()) {
        // delivered again, where curation cannot know it: in another hour
        Arrived again = arrived.get(arrived.size() - 1);
        account = again.payment().accountId().charAt(1) - '0';
        payment =
            moved(again.payment(), Math.min(again.payment().micros() + 3_600_000_000L, last()));
      }
      Arrived next =
          new Arrived(
              account % 2,
              offsets[account % 2]++,
              payment,
              random.nextInt(3) == 0 ? null : random.nextInt(6) == 0);
      // what curation leaves: each id once in an hour
      if (hours.add(payment.transactionId() + " " + payment.micros() / 3_600_000_000L)) {
        arrived.add(next);
      }
    }
    return arrived;
  }

  /** Each hour is a partition to write and to read: one of six has what happens in them all. */
  private static long inFewHours(long second) {
    long sixHours = 6 * 3_600;
    return second / sixHours * sixHours + second % sixHours / 6;
  }

  private static long last() {
    return START.plusDays(DAYS).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000 - 1;
  }

  private static Payment payment(Random random, String account, String id, long second) {
    long micros =
        (START.atStartOfDay().toEpochSecond(ZoneOffset.UTC) + second) * 1_000_000
            + random.nextInt(1_000_000);
    long[] amounts = {4, 20, 60, 250, 520, 4_800, 7_000};
    boolean known = random.nextInt(20) > 0;
    String merchant = "m" + random.nextInt(30);
    return new Payment(
        id,
        account,
        micros,
        known
            ? amounts[random.nextInt(amounts.length)] * MONEY + random.nextInt(MONEY)
            : Payment.NO_AMOUNT,
        random.nextInt(4) == 0 ? "EUR" : "USD",
        merchant,
        "category " + merchant.length(),
        "credit_card",
        random.nextBoolean() ? "card_present" : "online",
        random.nextInt(4) == 0 ? "refused" : "approved",
        "d" + random.nextInt(5),
        random.nextBoolean() ? "IT" : "FR",
        random.nextInt(5) == 0 ? Double.NaN : 40 + random.nextInt(20),
        random.nextInt(5) == 0 ? Double.NaN : random.nextInt(20));
  }

  private static Payment moved(Payment p, long micros) {
    return new Payment(
        p.transactionId(),
        p.accountId(),
        micros,
        p.amount(),
        p.currency(),
        p.merchant(),
        p.merchantCategory(),
        p.paymentMethod(),
        p.channel(),
        p.status(),
        p.deviceId(),
        p.country(),
        p.latitude(),
        p.longitude());
  }

  private void insert(List<Arrived> arrived) {
    List<Arrived> shuffled = new ArrayList<>(arrived);
    Collections.shuffle(shuffled, new Random(1));
    warehouse.insert("dw.transactions", shuffled.stream().map(FraudTablesTest::row).toList());
  }

  private static Map<String, Object> row(Arrived a) {
    Payment p = a.payment();
    Map<String, Object> row = new HashMap<>();
    row.put("transaction_id", p.transactionId());
    row.put("account_id", p.accountId());
    row.put("department", departmentOf(p));
    row.put("event_time", Timestamp.from(at(p.micros())));
    row.put("amount", p.amount() == Payment.NO_AMOUNT ? null : BigDecimal.valueOf(p.amount(), 4));
    row.put("currency", p.currency());
    row.put("merchant", p.merchant());
    row.put("merchant_category", p.merchantCategory());
    row.put("payment_method", p.paymentMethod());
    row.put("channel", p.channel());
    row.put("status", p.status());
    row.put("user_id", userOf(p));
    row.put("order_id", orderOf(p));
    row.put("device_id", p.deviceId());
    row.put("country", p.country());
    row.put("city", cityOf(p));
    row.put("latitude", Double.isNaN(p.latitude()) ? null : p.latitude());
    row.put("longitude", Double.isNaN(p.longitude()) ? null : p.longitude());
    row.put("is_fraud", a.isFraud());
    row.put("kafka_partition", a.partition());
    row.put("kafka_offset", a.offset());
    row.put("dt", a.day().toString());
    row.put("hour", at(p.micros()).toString().substring(11, 13));
    return row;
  }

  private static Instant at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private void run(List<LocalDate> days, Optional<LocalDate> since) throws Exception {
    generations++;
    new FraudTables(warehouse.tables("g" + generations, GRACE)).run(days, since, rules, TASKS);
    List.of("dw.risk_scores", "dw.fraud_alerts", "mart.fraud_rule_daily", "mart.fraud_score_daily")
        .forEach(table -> TestSpark.session().catalog().refreshTable(table));
    TestSpark.session().catalog().refreshTable("mart.fraud_top_daily");
  }

  /** What a user viewed when. */
  private record View(String userId, long micros) {}

  private static List<View> views(Random random, int count) {
    List<View> views = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long second = inFewHours(random.nextInt(DAYS * 86_400));
      views.add(new View("u" + random.nextInt(8), micros(START) + second * 1_000_000));
    }
    return views;
  }

  private void insertViews(List<View> views) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (View view : views) {
      rows.add(activity(view.userId(), view.micros(), "page_view"));
      // neither a click nor what nobody known does is a page view of the user
      rows.add(activity("u" + rows.size() % 8, view.micros() + 7_000_000, "click"));
      rows.add(activity(null, view.micros() + 9_000_000, "page_view"));
    }
    warehouse.insert("dw.activity", rows);
  }

  private static Map<String, Object> activity(String user, long micros, String type) {
    String time = at(micros).toString();
    Map<String, Object> row = new HashMap<>();
    row.put("user_id", user);
    row.put("event_time", Timestamp.from(at(micros)));
    row.put("event_type", type);
    row.put("page", "/");
    row.put("dt", time.substring(0, 10));
    row.put("hour", time.substring(11, 13));
    return row;
  }

  private static String userOf(Payment payment) {
    int number = Math.floorMod(payment.transactionId().hashCode(), 10);
    return number > 7 ? null : "u" + number;
  }

  private static String orderOf(Payment payment) {
    return payment.transactionId().hashCode() % 3 == 0 ? null : "o" + payment.transactionId();
  }

  /** The core alone, over all of it at once. */
  private static List<SecondAlert<Outcome>> secondStage(
      List<Outcome> outcomes, List<View> views, RuleFile by) {
    SecondStage<Outcome> stage = new SecondStage<>(RuleSet.parse(by.name(), by.yaml()));
    for (Outcome outcome : outcomes) {
      Payment payment = outcome.arrived().payment();
      stage.payment(
          EvaluatedPayment.of(
              payment, outcome.evaluation(), userOf(payment), orderOf(payment), outcome));
    }
    views.forEach(view -> stage.pageView(view.userId(), view.micros()));
    return stage.advance(SecondStage.END);
  }

  private String alert(SecondAlert<Outcome> second) {
    Outcome outcome = second.payment().origin();
    return alert(outcome, second.alert());
  }

  private static Map<String, Long> alertsByRule(String where) {
    return TestSpark.session()
        .sql(
            "SELECT rule, sum(alerts) FROM mart.fraud_rule_daily WHERE %s GROUP BY rule"
                .formatted(where))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  private static List<LocalDate> days(int from, int until) {
    return START.plusDays(from).datesUntil(START.plusDays(until)).toList();
  }

  private List<Outcome> evaluated(List<Arrived> arrived) {
    return evaluated(arrived, rules);
  }

  /** The core alone. */
  private static List<Outcome> evaluated(List<Arrived> arrived, RuleFile by) {
    FraudEvaluator evaluator = new FraudEvaluator(RuleSet.parse(by.name(), by.yaml()));
    Map<String, AccountState> accounts = new HashMap<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (Arrived next : arrived) {
      AccountState account =
          accounts.computeIfAbsent(next.payment().accountId(), a -> evaluator.newAccount());
      Evaluation evaluation = evaluator.evaluate(account, next.payment());
      if (!evaluation.isDuplicate()) {
        outcomes.add(new Outcome(next, evaluation));
      }
    }
    return outcomes;
  }

  private String score(Outcome outcome) {
    Evaluation e = outcome.evaluation();
    Payment p = outcome.arrived().payment();
    return String.join(
        " ",
        outcome.arrived().day().toString(),
        p.transactionId(),
        p.accountId(),
        Long.toString(p.micros()),
        p.amount() == Payment.NO_AMOUNT ? "null" : BigDecimal.valueOf(p.amount(), 4).toString(),
        Integer.toString(e.score()),
        e.level().text(),
        String.valueOf(e.list().map(ListKind::key).orElse(null)),
        Long.toString(e.lateMicros() / 1_000),
        Boolean.toString(e.isPriced()),
        Boolean.toString(e.isComplete()),
        e.findings().stream().map(f -> f.rule()).toList().toString(),
        Long.toString(outcome.arrived().offset()));
  }

  private List<String> scores() {
    return sorted(
        TestSpark.session()
            .sql(
                "SELECT dt, transaction_id, account_id, unix_micros(event_time), amount, score, level, list, late_ms, is_priced, is_complete, concat('[', array_join(rules, ', '), ']'), kafka_offset FROM dw.risk_scores")
            .collectAsList()
            .stream()
            .map(FraudTablesTest::text)
            .toList());
  }

  private Stream<String> alerts(Outcome outcome) {
    return outcome.evaluation().alerts().stream().map(alert -> alert(outcome, alert));
  }

  private static String alert(Outcome outcome, Alert alert) {
    return String.join(
        " ",
        outcome.arrived().day().toString(),
        alert.id(),
        alert.finding().rule(),
        alert.finding().severity().text(),
        alert.finding().explanation(),
        outcome.arrived().payment().transactionId(),
        Integer.toString(outcome.evaluation().score()));
  }

  private List<String> alerts() {
    return sorted(
        TestSpark.session()
            .sql(
                "SELECT dt, alert_id, rule, severity, explanation, transaction_id, score FROM dw.fraud_alerts")
            .collectAsList()
            .stream()
            .map(FraudTablesTest::text)
            .toList());
  }

  private static String text(Row row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.length(); i++) {
      text.append(i == 0 ? "" : " ").append(row.get(i));
    }
    return text.toString();
  }

  private static List<String> sorted(List<String> rows) {
    return rows.stream().sorted().toList();
  }

  private List<String> byRule() {
    return sorted(
        TestSpark.session()
            .sql(
                "SELECT dt, rule, alerts, alerted_payments, alerted_accounts, alerted_amount, payments, labelled_payments, fraud_payments, fraud_amount, alerted_labelled, alerted_fraud, CAST(alert_precision AS DECIMAL(9,6)), CAST(alert_recall AS DECIMAL(9,6)), CAST(f1 AS DECIMAL(9,6)), CAST(alerts_per_fraud AS DECIMAL(9,6)), loss_caught, fraud_accounts, caught_accounts, CAST(median_seconds_to_alert AS DECIMAL(18,3)) FROM mart.fraud_rule_daily")
            .collectAsList()
            .stream()
            .map(FraudTablesTest::text)
            .toList());
  }

  private List<String> expectedByRule(List<Outcome> outcomes) {
    FraudEvaluator evaluator = new FraudEvaluator(RuleSet.parse("fraud-rules.yaml", rules.yaml()));
    List<String> names = new ArrayList<>(evaluator.rules().alertNames());
    names.add("(any)");
    List<String> rows = new ArrayList<>();
    for (LocalDate day : days(0, DAYS)) {
      List<Outcome> of = outcomes.stream().filter(o -> o.arrived().day().equals(day)).toList();
      for (String name : names) {
        rows.add(expectedByRule(day, name, of, evaluator));
      }
    }
    return sorted(rows);
  }

  private static boolean isFraud(Outcome outcome) {
    return Boolean.TRUE.equals(outcome.arrived().isFraud());
  }

  private static String expectedByRule(
      LocalDate day, String rule, List<Outcome> of, FraudEvaluator evaluator) {
    List<Outcome> alerted = of.stream().filter(o -> fired(o, rule) > 0).toList();
    long alerts = alerted.stream().mapToLong(o -> fired(o, rule)).sum();
    long labelled = of.stream().filter(o -> o.arrived().isFraud() != null).count();
    List<Outcome> frauds = of.stream().filter(FraudTablesTest::isFraud).toList();
    long known = alerted.stream().filter(o -> o.arrived().isFraud() != null).count();
    List<Outcome> caught = alerted.stream().filter(FraudTablesTest::isFraud).toList();
    Map<String, Long> firstFraud = firsts(frauds);
    Map<String, Long> firstAlert = firsts(caught);
    List<Double> seconds =
        firstAlert.entrySet().stream()
            .map(e -> (e.getValue() - firstFraud.get(e.getKey())) / 1e6)
            .sorted()
            .toList();
    return String.join(
        " ",
        day.toString(),
        rule,
        Long.toString(alerts),
        Integer.toString(alerted.size()),
        Long.toString(accounts(alerted)),
        amount(alerted, evaluator).toString(),
        Integer.toString(of.size()),
        Long.toString(labelled),
        Integer.toString(frauds.size()),
        amount(frauds, evaluator).toString(),
        Long.toString(known),
        Integer.toString(caught.size()),
        ratio(caught.size(), known),
        ratio(caught.size(), frauds.size()),
        ratio(2L * caught.size(), known + frauds.size()),
        ratio(alerts, caught.size()),
        amount(caught, evaluator).toString(),
        Long.toString(accounts(frauds)),
        Integer.toString(firstAlert.size()),
        seconds.isEmpty()
            ? "null"
            : "%.3f"
                .formatted(
                    (seconds.get((seconds.size() - 1) / 2) + seconds.get(seconds.size() / 2)) / 2));
  }

  private static long accounts(List<Outcome> of) {
    return of.stream().map(o -> o.arrived().payment().accountId()).distinct().count();
  }

  /** The time of the first payment of each account. */
  private static Map<String, Long> firsts(List<Outcome> of) {
    return of.stream()
        .collect(
            Collectors.toMap(
                o -> o.arrived().payment().accountId(),
                o -> o.arrived().payment().micros(),
                Math::min,
                TreeMap::new));
  }

  private static long fired(Outcome outcome, String rule) {
    List<Alert> alerts = outcome.evaluation().alerts();
    return rule.equals("(any)")
        ? alerts.size()
        : alerts.stream().filter(a -> a.finding().rule().equals(rule)).count();
  }

  private static String ratio(long part, long whole) {
    return whole == 0 ? "null" : "%.6f".formatted((double) part / whole);
  }

  /** What payments of the fourth account do not say. */
  private static String departmentOf(Payment payment) {
    int account = payment.accountId().charAt(1) - '0';
    return account == 3 ? null : "department " + account / 2;
  }

  private static String cityOf(Payment payment) {
    int number = Math.floorMod(payment.transactionId().hashCode(), 7);
    return number > 4 ? null : "city " + number;
  }

  private static final Map<String, Function<Payment, String>> DIMENSIONS =
      Map.of(
          "account_id", Payment::accountId,
          "department", FraudTablesTest::departmentOf,
          "merchant", Payment::merchant,
          "merchant_category", Payment::merchantCategory,
          "city", FraudTablesTest::cityOf);

  private List<String> top() {
    return sorted(
        TestSpark.session()
            .sql(
                "SELECT dt, dimension, place, value, alerts, alerted_payments, alerted_accounts, alerted_amount, greatest_score, alerted_fraud FROM mart.fraud_top_daily")
            .collectAsList()
            .stream()
            .map(FraudTablesTest::text)
            .toList());
  }

  private List<String> expectedTop(List<Outcome> outcomes) {
    FraudEvaluator evaluator = new FraudEvaluator(RuleSet.parse("fraud-rules.yaml", rules.yaml()));
    List<String> rows = new ArrayList<>();
    for (LocalDate day : days(0, DAYS)) {
      DIMENSIONS.forEach(
          (dimension, value) -> {
            Map<String, List<Outcome>> found =
                outcomes.stream()
                    .filter(o -> o.arrived().day().equals(day) && fired(o, "(any)") > 0)
                    .collect(
                        Collectors.groupingBy(
                            o ->
                                Optional.ofNullable(value.apply(o.arrived().payment()))
                                    .orElse("(unknown)")));
            List<String> inOrder =
                found.keySet().stream()
                    .sorted(
                        Comparator.<String>comparingLong(name -> -alerts(found.get(name)))
                            .thenComparing(
                                name -> amount(found.get(name), evaluator),
                                Comparator.reverseOrder())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            for (int i = 0; i < inOrder.size(); i++) {
              List<Outcome> of = found.get(inOrder.get(i));
              rows.add(
                  String.join(
                      " ",
                      day.toString(),
                      dimension,
                      Integer.toString(i + 1),
                      inOrder.get(i),
                      Long.toString(alerts(of)),
                      Integer.toString(of.size()),
                      Long.toString(accounts(of)),
                      amount(of, evaluator).toString(),
                      Integer.toString(
                          of.stream().mapToInt(o -> o.evaluation().score()).max().orElseThrow()),
                      Long.toString(of.stream().filter(FraudTablesTest::isFraud).count())));
            }
          });
    }
    return sorted(rows);
  }

  private static long alerts(List<Outcome> of) {
    return of.stream().mapToLong(o -> fired(o, "(any)")).sum();
  }

  private static BigDecimal amount(List<Outcome> of, FraudEvaluator evaluator) {
    return of.stream()
        .map(o -> evaluator.baseAmount(o.arrived().payment()))
        .filter(OptionalLong::isPresent)
        .map(amount -> BigDecimal.valueOf(amount.getAsLong(), 4))
        .reduce(BigDecimal.valueOf(0, 4), BigDecimal::add);
  }

  private static List<String> byScore() {
    return sorted(
        TestSpark.session()
            .sql(
                "SELECT dt, score, level, list, payments, accounts, amount, labelled_payments, fraud_payments FROM mart.fraud_score_daily")
            .collectAsList()
            .stream()
            .map(FraudTablesTest::text)
            .toList());
  }

  private List<String> expectedByScore(List<Outcome> outcomes) {
    FraudEvaluator evaluator = new FraudEvaluator(RuleSet.parse("fraud-rules.yaml", rules.yaml()));
    Map<String, List<Outcome>> found =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    o ->
                        "%s %s %s %s"
                            .formatted(
                                o.arrived().day(),
                                o.evaluation().score(),
                                o.evaluation().level().text(),
                                o.evaluation().list().map(ListKind::key).orElse("none"))));
    return sorted(
        found.entrySet().stream()
            .map(
                e ->
                    String.join(
                        " ",
                        e.getKey(),
                        Integer.toString(e.getValue().size()),
                        Long.toString(accounts(e.getValue())),
                        amount(e.getValue(), evaluator).toString(),
                        Long.toString(
                            e.getValue().stream()
                                .filter(o -> o.arrived().isFraud() != null)
                                .count()),
                        Long.toString(
                            e.getValue().stream().filter(FraudTablesTest::isFraud).count())))
            .toList());
  }
}
