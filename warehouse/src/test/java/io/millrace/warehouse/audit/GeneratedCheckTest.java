package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.KeptFrom;
import io.millrace.warehouse.Days;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Generators put out 12 records of hour 10, of which 10 differ, and 5 of hour 11, and broke 3. */
class GeneratedCheckTest {

  private static final EventHour TEN = EventHour.parse("2026-01-01", "10");
  private static final EventHour ELEVEN = EventHour.parse("2026-01-01", "11");

  private final List<HourCounts> hours = new ArrayList<>();
  private final Set<EventHour> published = new HashSet<>(Set.of(TEN, ELEVEN));
  private final Set<EventHour> unsettled = new HashSet<>();
  private AuditedDays days = AuditedDays.ALL;
  private KeptFrom kept = KeptFrom.EVERYTHING;
  private long unacknowledged;
  private long pending;
  private long quarantined = 3;

  @Test
  void hoursWithEachRecordAsOftenAsItWasPutOutAddUp() {
    land(12, 10, 10);

    GeneratedCheck.Result result = check();

    assertThat(result.findings()).isEmpty();
    assertThat(result.balance())
        .isEqualTo(new GeneratedBalance("orders", 2, 17, 17, 15, 15, 0, 3L, 3L, true));
  }

  @Test
  void anHourThatLacksARecordIsNamedWithBothNumbers() {
    land(11, 10, 10);

    assertThat(check().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.NOT_AS_GENERATED);
              assertThat(finding.table()).isEqualTo("raw.orders");
              assertThat(finding.at()).isEqualTo("2026-01-01T10");
              assertThat(finding.expected()).isEqualTo(12);
              assertThat(finding.found()).isEqualTo(11);
              assertThat(finding.sentence()).contains("put out 12 records", "11 landed");
            });
  }

  @Test
  void anHourOfWhichNothingLandedIsNamed() {
    hours.add(new HourCounts(TEN, 12, 10, 10, 10));

    assertThat(check().findings()).extracting(Finding::at).containsExactly("2026-01-01T11");
  }

  @Test
  void recordsThatNobodyPutOutAreNamedUnlessTheyMayHaveArrived() {
    land(13, 11, 11);
    assertThat(check().findings())
        .singleElement()
        .extracting(Finding::sentence)
        .asString()
        .contains("Give the inventories of all that was sent");

    unacknowledged = 1;
    assertThat(check().findings()).isEmpty();
  }

  @Test
  void recordsThatHaveNotLandedWaitAndNoMoreThanThere() {
    land(11, 10, 10);
    quarantined = 2;
    pending = 2;
    assertThat(check().findings()).isEmpty();
    assertThat(check().balance().waiting()).isEqualTo(1);

    pending = 1;
    assertThat(check().findings()).hasSize(2);
  }

  @Test
  void aRecordThatTookAnothersPlaceIsNoticed() {
    land(12, 9, 9);

    assertThat(check().findings())
        .extracting(Finding::table)
        .containsExactly("raw.orders", "dw.orders");
  }

  @Test
  void aCuratedHourThatLacksARecordIsNamed() {
    land(12, 10, 9);

    assertThat(check().findings())
        .singleElement()
        .extracting(Finding::table)
        .isEqualTo("dw.orders");
  }

  @Test
  void anHourThatIsNotCuratedOrWillBeAgainWaits() {
    land(12, 10, 9);
    unsettled.add(TEN);
    published.remove(ELEVEN);

    assertThat(check().findings()).isEmpty();
    assertThat(check().balance().waiting()).isEqualTo(2);
  }

  @Test
  void brokenRecordsThatAreNotInQuarantineAreCounted() {
    land(12, 10, 10);
    quarantined = 2;

    assertThat(check().findings())
        .singleElement()
        .extracting(Finding::sentence)
        .asString()
        .contains("orders: ", "3 records to be refused as NOT_JSON", "quarantine has 2");
  }

  @Test
  void onlyTheDaysThatAreAskedForAndKeptAreCompared() {
    days = AuditedDays.of(Days.parse("2026-01-02"));
    assertThat(check().balance().hours()).isZero();

    days = AuditedDays.ALL;
    kept = new KeptFrom("2026-01-02", null);
    assertThat(check().balance().hours()).isZero();
    assertThat(check().findings()).isEmpty();
  }

  @Test
  void whatSeveralPutOutIsAddedUp() {
    hours.add(new HourCounts(TEN, 24, 20, 20, 20));
    hours.add(new HourCounts(ELEVEN, 10, 10, 10, 10));
    quarantined = 6;

    assertThat(check(generated().and(generated())).balance())
        .isEqualTo(new GeneratedBalance("orders", 2, 34, 34, 30, 30, 0, 6L, 6L, true));
  }

  /** Hour 10 like that, hour 11 as it should be. */
  private void land(long landed, long records, long curated) {
    hours.add(new HourCounts(TEN, landed, records, curated, curated));
    hours.add(new HourCounts(ELEVEN, 5, 5, 5, 5));
  }

  private GeneratedCheck.Result check() {
    return check(generated());
  }

  private GeneratedRecords generated() {
    return new GeneratedRecords(
        "orders",
        new TreeMap<>(Map.of(TEN, 12L, ELEVEN, 5L)),
        new TreeMap<>(Map.of(TEN, 10L, ELEVEN, 5L)),
        new TreeMap<>(Map.of("NOT_JSON", 3L)),
        unacknowledged);
  }

  private GeneratedCheck.Result check(GeneratedRecords generated) {
    return GeneratedCheck.of(
        generated,
        new GeneratedCheck.Facts(
            new CurationFacts("orders", hours, published, unsettled, kept),
            days,
            pending,
            Optional.of(Map.of("NOT_JSON", quarantined))));
  }
}
