package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.KeptFrom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CurationCheckTest {

  private static final EventHour TEN = EventHour.parse("2026-01-01", "10");
  private static final EventHour ELEVEN = EventHour.parse("2026-01-01", "11");

  private final List<HourCounts> hours = new ArrayList<>();
  private final Set<EventHour> published = new HashSet<>(Set.of(TEN, ELEVEN));
  private final Set<EventHour> unsettled = new HashSet<>();

  @Test
  void hoursInWhichEachRecordIsOnceAddUp() {
    hours.add(new HourCounts(TEN, 12, 10, 10, 10));
    hours.add(new HourCounts(ELEVEN, 5, 5, 5, 5));

    CurationCheck.Result result = check();

    assertThat(result.findings()).isEmpty();
    assertThat(result.balance()).isEqualTo(new CurationBalance("orders", 2, 17, 2, 15, 0, 0, true));
  }

  @Test
  void anHourThatLacksARecordIsNamedWithWhatMendsIt() {
    hours.add(new HourCounts(TEN, 12, 10, 9, 9));

    CurationCheck.Result result = check();

    assertThat(result.balance().balanced()).isFalse();
    assertThat(result.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.WRONG_CURATION);
              assertThat(finding.table()).isEqualTo("dw.orders");
              assertThat(finding.at()).isEqualTo("2026-01-01T10");
              assertThat(finding.sentence())
                  .contains("12 rows landed, 10 without", "9 rows", "--hours 2026-01-01T10");
            });
  }

  @Test
  void aRecordThatIsThereTwiceIsNoticed() {
    hours.add(new HourCounts(TEN, 10, 10, 11, 10));

    assertThat(check().findings()).hasSize(1);
  }

  @Test
  void aRecordInAnothersPlaceIsNoticedAlthoughTheRecordsAreAsMany() {
    hours.add(new HourCounts(TEN, 10, 10, 10, 9));

    assertThat(check().findings()).hasSize(1);
  }

  @Test
  void rowsThatNobodyHasLandedAreNoticed() {
    hours.add(new HourCounts(TEN, 0, 0, 4, 0));

    assertThat(check().findings()).hasSize(1);
  }

  @Test
  void hoursThatWillBeComputedAgainOrHaveNotBeenYetAreCountedAndNoFindings() {
    published.remove(ELEVEN);
    unsettled.add(TEN);
    hours.add(new HourCounts(TEN, 12, 10, 9, 9));
    hours.add(new HourCounts(ELEVEN, 5, 5, 0, 0));

    CurationCheck.Result result = check();

    assertThat(result.findings()).isEmpty();
    assertThat(result.balance()).isEqualTo(new CurationBalance("orders", 0, 0, 0, 0, 1, 1, true));
  }

  @Test
  void hoursOfWhichRetentionDroppedWhatLandedAreNotCompared() {
    hours.add(new HourCounts(TEN, 0, 0, 4, 0));

    CurationCheck.Result result =
        CurationCheck.of(
            new CurationFacts(
                "orders", hours, published, unsettled, new KeptFrom("2026-01-02", null)));

    assertThat(result.findings()).isEmpty();
    assertThat(result.balance().hours()).isZero();
  }

  private CurationCheck.Result check() {
    return CurationCheck.of(new CurationFacts("orders", hours, published, unsettled));
  }
}
