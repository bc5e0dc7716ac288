package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.KeptFrom;
import io.millrace.warehouse.audit.DayFacts.DayRows;
import io.millrace.warehouse.audit.Finding.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Some days of the feed are compared, and not the others. */
class SomeDaysComparisonTest extends ComparedFeed {

  @Test
  void onlyTheDaysThatAreAskedForAreCompared() {
    // given: the other day's file is gone, and Hive was not asked for it
    ofDays("2015-05-18", "2026-01-01");
    byDay = days(Map.of("2015-05-18", new DayRows(3, 3)), Map.of("2026-01-01", new DayRows(1, 1)));
    files.remove(new StoredFile(FIRST, 600));
    raw.clear();
    quarantine.clear();

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
    assertThat(Comparison.countsDiffer(facts())).isFalse();
    assertThat(result.byDay())
        .containsExactly(
            new DayBalance("activity", "2015-05-18", 3, 0, 3, 0, true),
            new DayBalance("activity", "2026-01-01", 0, 1, 0, 1, true));
    assertThat(result.balances())
        .containsExactly(new PartitionBalance("activity", 0, 10, 9, 1, 0, 0, null, null, true));
  }

  @Test
  void aDayThatDiffersIsNamedAndWhatItLacksByOffset() {
    // given
    ofDays("2015-05-18");
    byDay = days(Map.of("2015-05-18", new DayRows(2, 2)), Map.of());
    raw.put(0, new TableCounts(8, 0, 9, 8));
    jumps = List.of(new Jump(0, 7, 9));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(Comparison.countsDiffer(facts())).isTrue();
    assertThat(kinds(result)).containsExactly(Kind.WRONG_COUNT, Kind.WRONG_COUNT, Kind.LOST);
    assertThat(result.findings().get(0))
        .satisfies(
            finding -> {
              assertThat(finding.table()).isEqualTo("raw.activity");
              assertThat(finding.at()).isEqualTo("2015-05-18");
              assertThat(finding.expected()).isEqualTo(3);
              assertThat(finding.found()).isEqualTo(2);
            });
    assertOffsets(finding(result, Kind.LOST), 8, 9);
    assertThat(result.byDay()).extracting(DayBalance::balanced).containsExactly(false);
  }

  @Test
  void aRowThatIsThereTwiceInADayThatLacksAnotherIsNoticed() {
    ofDays("2015-05-18");
    byDay = days(Map.of("2015-05-18", new DayRows(3, 2)), Map.of());

    assertThat(Comparison.countsDiffer(facts())).isTrue();
  }

  @Test
  void aDayThatRetentionDroppedHasNoRowsAndOneThatItDropsJustNowSaysNothing() {
    // given
    droppedUntil(new KeptFrom("2015-05-18", null));
    byDay = new DayFacts(List.of("2015-05-17", "2015-05-18"), Map.of(), Map.of());
    keptSince = new KeptFrom("2015-05-19", null);

    // when, then
    assertThat(Comparison.countsDiffer(facts())).isFalse();
    byDay =
        new DayFacts(
            List.of("2015-05-17", "2015-05-18"), Map.of("2015-05-17", new DayRows(6, 6)), Map.of());
    assertThat(Comparison.countsDiffer(facts())).as("still there").isTrue();
  }

  @Test
  void theLogIsCheckedWholeWhateverDaysAreCompared() {
    ofDays("2015-05-18");
    byDay = days(Map.of("2015-05-18", new DayRows(3, 3)), Map.of());
    log.remove(1);

    assertThat(kinds(Comparison.of(facts()))).contains(Kind.MISSING_ENTRY, Kind.HOLE);
  }

  /** The same log with days, of which some are compared. */
  private void ofDays(String... days) {
    droppedUntil(KeptFrom.EVERYTHING);
    compared = List.of(days);
    files.add(new StoredFile(FIRST + "c", 500));
  }

  private DayFacts days(Map<String, DayRows> rawRows, Map<String, DayRows> refused) {
    return new DayFacts(compared, rawRows, refused);
  }
}
