package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.account.Accounts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features of accounts against a plain count over their payments. */
class AccountsTest {

  private static final Duration GRACE = Duration.ofHours(24);
  private static final LocalDate START = LocalDate.parse("2026-01-01");
  private static final int DAYS = 36;
  private static final double CENTS = 0.25;
  private static final List<Long> WINDOWS = List.of(1L, 7L, 30L, Long.MAX_VALUE);

  private record Payment(
      String account, LocalDate day, long amount, boolean refused, String merchant) {}

  @TempDir private Path root;
  private LocalWarehouse warehouse;
  private int generations;

  @BeforeEach
  void createTables() {
    warehouse = new LocalWarehouse(root);
  }

  @AfterEach
  void dropTables() {
    warehouse.close();
  }

  @Test
  void eachDayHasWhatWasKnownAtItsEndInWhateverOrderDaysAreRun() throws Exception {
    // given
    List<Payment> payments = payments(new Random(7), 120);
    insert(payments);

    // when the second half is run first, and a few days twice
    run(days(18, DAYS));
    run(days(0, 18));
    run(days(10, 12));

    // then
    assertThat(features()).isEqualTo(expected(payments)).hasSizeGreaterThan(DAYS);
  }

  @Test
  void aLatePaymentChangesItsDayAndLaterOnesAndADayThatIsTheSameChangesNone() throws Exception {
    // given
    List<Payment> payments = new ArrayList<>(payments(new Random(8), 40));
    insert(payments);
    run(days(0, DAYS));
    List<String> before = places();

    // when nothing is new
    run(days(10, 11));

    // then
    assertThat(places()).filteredOn(place -> !before.contains(place)).hasSize(1);

    // when
    Payment late = new Payment("a", START.plusDays(20), 5, false, "late");
    insert(List.of(late));
    payments.add(late);
    List<String> unchanged = places().subList(0, 20);
    run(days(20, 21));

    // then
    assertThat(features()).isEqualTo(expected(payments));
    assertThat(places().subList(0, 20)).isEqualTo(unchanged);
  }

  private static List<Payment> payments(Random random, int count) {
    return Stream.generate(
            () ->
                new Payment(
                    List.of("a", "b", "c").get(random.nextInt(3)),
                    START.plusDays(random.nextInt(DAYS)),
                    random.nextInt(1000),
                    random.nextInt(4) == 0,
                    "m" + random.nextInt(6)))
        .limit(count)
        .toList();
  }

  private void insert(List<Payment> payments) {
    String rows =
        payments.stream()
            .map(
                p ->
                    "('%s', TIMESTAMP '%s 10:00:00', %d.25, '%s', '%s', 'IT', '%s-%s', '%s', '10')"
                        .formatted(
                            p.account(),
                            p.day(),
                            p.amount(),
                            p.refused() ? "refused" : "approved",
                            p.merchant(),
                            p.merchant(),
                            p.day(),
                            p.day()))
            .collect(Collectors.joining(", "));
    TestSpark.session()
        .sql(
            "INSERT INTO dw.transactions (account_id, event_time, amount, status, merchant, country, device_id, dt, hour) VALUES "
                + rows);
  }

  private void run(List<LocalDate> days) throws Exception {
    generations++;
    new Accounts(warehouse.tables("g" + generations, GRACE)).run(days);
  }

  private static List<LocalDate> days(int from, int until) {
    return START.plusDays(from).datesUntil(START.plusDays(until)).toList();
  }

  /** Each row as text, with numbers of three digits behind the point. */
  private List<String> features() {
    TestSpark.session().catalog().refreshTable("dw.account_features");
    return warehouse.table("dw.account_features").collectAsList().stream()
        .map(AccountsTest::text)
        .sorted()
        .toList();
  }

  private static String text(Row row) {
    StringBuilder text = new StringBuilder(row.getAs("dt") + " " + row.getAs("account_id"));
    for (String ending : List.of("1d", "7d", "30d", "all")) {
      for (String number :
          List.of("payments_", "refused_", "merchants_", "countries_", "devices_")) {
        text.append(" ").append(row.<Long>getAs(number + ending));
      }
      text.append(" ").append(number(row.<BigDecimal>getAs("amount_" + ending)));
      for (String number : List.of("mean_amount_", "stddev_amount_")) {
        text.append(" ").append(number(row.<Double>getAs(number + ending)));
      }
    }
    return text.append(
            " %s %s".formatted(row.getAs("days_since_first"), row.getAs("days_since_last")))
        .toString();
  }

  private static List<String> expected(List<Payment> payments) {
    List<String> rows = new ArrayList<>();
    for (LocalDate day : days(0, DAYS)) {
      for (String account : List.of("a", "b", "c")) {
        List<Payment> known =
            payments.stream()
                .filter(p -> p.account().equals(account) && !p.day().isAfter(day))
                .sorted(Comparator.comparing(Payment::day))
                .toList();
        if (!known.isEmpty()) {
          rows.add(expected(account, day, known));
        }
      }
    }
    return rows.stream().sorted().toList();
  }

  private static String expected(String account, LocalDate day, List<Payment> known) {
    StringBuilder text = new StringBuilder(day + " " + account);
    for (long window : WINDOWS) {
      List<Payment> in =
          known.stream().filter(p -> ChronoUnit.DAYS.between(p.day(), day) < window).toList();
      double[] amounts = in.stream().mapToDouble(p -> p.amount() + CENTS).toArray();
      double mean = Arrays.stream(amounts).average().orElse(Double.NaN);
      double squares = Arrays.stream(amounts).map(a -> (a - mean) * (a - mean)).sum();
      text.append(" ").append(in.size());
      text.append(" ").append(in.stream().filter(Payment::refused).count());
      text.append(" ").append(in.stream().map(Payment::merchant).distinct().count());
      text.append(" ").append(in.isEmpty() ? 0 : 1);
      text.append(" ").append(in.stream().map(p -> p.merchant() + p.day()).distinct().count());
      text.append(" ").append(number(Arrays.stream(amounts).sum()));
      text.append(" ").append(number(in.isEmpty() ? null : mean));
      text.append(" ").append(number(in.size() < 2 ? null : Math.sqrt(squares / (in.size() - 1))));
    }
    text.append(" ").append(ChronoUnit.DAYS.between(known.get(0).day(), day));
    text.append(" ").append(ChronoUnit.DAYS.between(known.get(known.size() - 1).day(), day));
    return text.toString();
  }

  private static String number(Number number) {
    return number == null ? "-" : "%.3f".formatted(number.doubleValue());
  }

  /** Where the days lie, in order. */
  private List<String> places() {
    return days(0, DAYS).stream()
        .map(
            day ->
                TestSpark.session()
                    .sql(
                        "DESCRIBE EXTENDED dw.account_features PARTITION (dt = '%s')"
                            .formatted(day))
                    .where("col_name = 'Location'")
                    .select("data_type")
                    .first()
                    .getString(0))
        .toList();
  }
}
