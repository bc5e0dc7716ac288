package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TotalsCheckTest {

  private static final String DAY = "2026-01-01";
  private static final MartTotal LINES =
      MartTotal.ofDays("mart.revenue_daily", "order_lines", "rows of dw.orders", "orders");

  @Test
  void aDayThatAddsUpIsCounted() {
    TotalsCheck.Result result = check(7, 7, Set.of());

    assertThat(result.days()).isEqualTo(1);
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void aDayThatDoesNotIsNamedWithWhatMendsIt() {
    TotalsCheck.Result result = check(6, 7, Set.of());

    assertThat(result.findings())
        .singleElement()
        .extracting(Finding::sentence)
        .asString()
        .contains(
            "mart.revenue_daily, 2026-01-01",
            "order_lines add up to 6",
            "7 rows of dw.orders",
            "--days 2026-01-01");
  }

  @Test
  void aDayThatWillBeComputedAgainIsNoFinding() {
    TotalsCheck.Result result = check(6, 7, Set.of(DAY));

    assertThat(result.findings()).isEmpty();
    assertThat(result.waiting()).isEqualTo(1);
  }

  @Test
  void aPublishedDayWithoutRowsMeansNone() {
    TotalsCheck.Facts facts =
        new TotalsCheck.Facts(
            Map.of(LINES.source(), Map.of(DAY, 7L)),
            Map.of(LINES.mart(), Set.of(DAY)),
            Map.of(LINES.source(), Set.of(DAY)),
            Map.of());

    assertThat(TotalsCheck.of(facts, List.of(LINES)).findings()).hasSize(1);
  }

  @Test
  void aMartThatOutlivesWhatItWasMadeFromIsNoFinding() {
    TotalsCheck.Facts facts =
        new TotalsCheck.Facts(
            Map.of(LINES.mart(), Map.of(DAY, 7L)),
            Map.of(LINES.mart(), Set.of(DAY)),
            Map.of(LINES.source(), Set.of("2026-01-02")),
            Map.of());

    TotalsCheck.Result result = TotalsCheck.of(facts, List.of(LINES));

    assertThat(result.findings()).isEmpty();
    assertThat(result.days()).isZero();
  }

  @Test
  void eachHourIsComparedOfAMartOfHoursAndADayToldOnce() {
    // given a day that adds up, with a row of one hour in another
    MartTotal events =
        MartTotal.ALL.stream().filter(of -> of.mart().equals("mart.peak_hours")).findAny().get();
    TotalsCheck.Facts facts =
        new TotalsCheck.Facts(
            Map.of(
                events.amount(), Map.of(DAY, 7L, DAY + "T10", 4L, DAY + "T11", 3L),
                events.source(), Map.of(DAY, 7L, DAY + "T10", 3L, DAY + "T11", 4L)),
            Map.of(events.mart(), Set.of(DAY)),
            Map.of(events.source(), Set.of(DAY)),
            Map.of());

    // when
    TotalsCheck.Result result = TotalsCheck.of(facts, List.of(events));

    // then
    assertThat(result.days()).isZero();
    assertThat(result.findings()).extracting(Finding::at).containsExactly(DAY + "T10");
    assertThat(result.findings().get(0).sentence())
        .contains(
            "mart.peak_hours, 2026-01-01T10",
            "events add up to 4",
            "it differs in 1 more hour, too",
            "--days 2026-01-01");
  }

  private static TotalsCheck.Result check(long mart, long source, Set<String> unsettled) {
    return TotalsCheck.of(
        new TotalsCheck.Facts(
            Map.of(LINES.mart(), Map.of(DAY, mart), LINES.source(), Map.of(DAY, source)),
            Map.of(LINES.mart(), Set.of(DAY)),
            Map.of(LINES.source(), Set.of(DAY)),
            Map.of("orders", unsettled)),
        List.of(LINES));
  }
}
