package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.KeptFrom;
import io.millrace.warehouse.audit.Finding.Kind;
import org.junit.jupiter.api.Test;

/** Retention has dropped days of the feed, or does so while the audit looks. */
class DroppedDaysComparisonTest extends ComparedFeed {

  @Test
  void whatRetentionHasDroppedIsNoLossAndIsCounted() {
    // given: landed in two batches and compacted; the first day and all of quarantine are dropped
    droppedUntil(new KeptFrom("2015-05-18", "2026-01-02"));
    raw.put(0, new TableCounts(3, 6, 9, 3));
    quarantine.clear();
    files.removeIf(file -> !file.path().equals(SECOND));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
    assertThat(result.dropped().raw()).isEqualTo(6);
    assertThat(result.dropped().quarantine()).isEqualTo(1);
    assertThat(result.balances())
        .containsExactly(new PartitionBalance("activity", 0, 10, 9, 1, 0, 0, 3L, 0L, true));
    assertThat(Comparison.countsDiffer(facts())).isFalse();
  }

  @Test
  void droppedFilesMayStillBeThereForTheGrace() {
    droppedUntil(new KeptFrom("2015-05-18", null));
    raw.put(0, new TableCounts(3, 6, 9, 3));

    assertThat(Comparison.of(facts()).findings()).isEmpty();
  }

  @Test
  void aDropWhileTheAuditLooksIsNoFindingHoweverFarItHasCome() {
    // given
    droppedUntil(KeptFrom.EVERYTHING);
    keptSince = new KeptFrom("2015-05-18", null);

    // when, then
    assertThat(Comparison.of(facts()).findings()).as("not begun").isEmpty();
    raw.put(0, new TableCounts(5, 4, 9, 5));
    assertThat(Comparison.of(facts()).findings()).as("under way").isEmpty();
    raw.put(0, new TableCounts(3, 6, 9, 3));
    assertThat(Comparison.of(facts()).findings()).as("done").isEmpty();
  }

  @Test
  void whatIsMissingBesidesIsALoss() {
    // given: a row of a day that is kept is missing, too
    droppedUntil(new KeptFrom("2015-05-18", null));
    raw.put(0, new TableCounts(2, 6, 8, 2));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(kinds(result)).contains(Kind.WRONG_COUNT);
    assertThat(finding(result, Kind.WRONG_COUNT).sentence()).contains("at most 6 of them dropped");
  }

  @Test
  void aDroppedDayThatReadersStillFindIsNamed() {
    droppedUntil(new KeptFrom("2015-05-18", null));

    Comparison.Result result = Comparison.of(facts());

    assertThat(finding(result, Kind.WRONG_COUNT).sentence())
        .contains("raw.activity has 0 rows less than landed", "has dropped 6");
  }
}
