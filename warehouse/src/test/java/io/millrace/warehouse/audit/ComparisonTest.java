package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.landing.KeptOffsets;
import io.millrace.warehouse.audit.Finding.Kind;
import io.millrace.warehouse.audit.LoggedBatch.Gap;
import io.millrace.warehouse.audit.LoggedBatch.LoggedFile;
import io.millrace.warehouse.audit.LoggedBatch.Range;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records, offsets and files of a feed whose log, files and tables say the same or do not. */
class ComparisonTest extends ComparedFeed {

  @Test
  void everythingAddsUp() {
    // given the feed as it was landed

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
    assertThat(result.balances())
        .containsExactly(new PartitionBalance("activity", 0, 10, 9, 1, 0, 0, 9L, 1L, true));
  }

  @Test
  void offsetsThatAnOperatorGaveUpAreNoHoleAndAreCounted() {
    // given: the topic lost offsets 10 to 14, and has 3 more that were not landed yet
    log.add(new LoggedBatch(4, List.of(), List.of(), List.of(new Gap(0, 10, 15)), List.of()));
    kafka.put(0, new KeptOffsets(15, 18));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
    assertThat(result.balances())
        .containsExactly(new PartitionBalance("activity", 0, 18, 9, 1, 5, 3, 9L, 1L, true));
  }

  @Test
  void replacedFilesAreNeitherMissingNorUnexpectedWhetherTheyHaveGoneOrNot() {
    // given: the first hour was compacted
    String compacted = "/millrace/raw/activity/dt=2015-05-17/hour=10.abc/000000000002-0.parquet";
    log.add(
        new LoggedBatch(4, List.of(), List.of(new LoggedFile(compacted, 6, 500)), List.of(FIRST)));
    files.add(new StoredFile(compacted, 500));

    // when, then
    assertThat(Comparison.of(facts()).findings()).as("within the grace").isEmpty();
    files.remove(new StoredFile(FIRST, 600));
    assertThat(Comparison.of(facts()).findings()).as("after it").isEmpty();

    // when: what replaced it goes
    files.remove(new StoredFile(compacted, 500));

    // then
    assertThat(Comparison.of(facts()).findings())
        .extracting(Finding::kind, Finding::path)
        .containsExactly(tuple(Kind.MISSING_FILE, compacted));
  }

  @Test
  void recordsThatHaveNotLandedYetArePendingAndNoError() {
    // given three more records in Kafka
    kafka.put(0, new KeptOffsets(0, 13));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
    assertThat(result.balances().get(0).produced()).isEqualTo(13);
    assertThat(result.balances().get(0).pending()).isEqualTo(3);
  }

  @Test
  void aPartitionThatNothingLandedFromIsPendingAltogether() {
    // given
    kafka.put(1, new KeptOffsets(0, 4));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
    assertThat(result.balances().get(1))
        .isEqualTo(new PartitionBalance("activity", 1, 4, 0, 0, 0, 4, 0L, 0L, true));
  }

  @Test
  void whatRetentionDeletedStaysAccountedForByTheLog() {
    // given Kafka keeps only the last two records
    kafka.put(0, new KeptOffsets(8, 10));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
    assertThat(result.balances().get(0).produced()).isEqualTo(10);
  }

  @Test
  void aDeletedFileIsNamedWithItsBatchAndItsLostOffsets() {
    // given
    files.removeIf(file -> file.path().equals(FIRST));
    raw.put(0, new TableCounts(3, 6, 9, 3));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(kinds(result))
        .containsExactlyInAnyOrder(Kind.MISSING_FILE, Kind.WRONG_COUNT, Kind.LOST);
    assertThat(finding(result, Kind.MISSING_FILE).path()).isEqualTo(FIRST);
    assertThat(finding(result, Kind.MISSING_FILE).sentence())
        .contains("batch 2", "6 rows", "partition 0 [0, 6)");
    assertOffsets(finding(result, Kind.LOST), 0, 6);
    assertThat(result.balances().get(0).balanced()).isFalse();
  }

  @Test
  void offsetsLostInTheMiddleAndAtTheEndAreNamed() {
    // given readers see 0 to 3 and 6 only, and 7 in quarantine
    raw.put(0, new TableCounts(5, 0, 6, 5));
    jumps = List.of(new Jump(0, 3, 6));

    // when
    List<Finding> lost =
        Comparison.of(facts()).findings().stream().filter(f -> f.kind() == Kind.LOST).toList();

    // then
    assertThat(lost).hasSize(2);
    assertOffsets(lost.get(0), 4, 6);
    assertOffsets(lost.get(1), 8, 10);
  }

  @Test
  void aCopiedFileIsNamedWithTheOffsetsThatReadersSeeTwice() {
    // given
    String copy = FIRST.replace("2-0", "2-0-copy");
    files.add(new StoredFile(copy, 600));
    raw.put(0, new TableCounts(15, 0, 9, 9));
    jumps =
        List.of(
            new Jump(0, 0, 0),
            new Jump(0, 1, 1),
            new Jump(0, 2, 2),
            new Jump(0, 3, 3),
            new Jump(0, 4, 4),
            new Jump(0, 5, 5));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(kinds(result))
        .containsExactlyInAnyOrder(Kind.UNEXPECTED_FILE, Kind.WRONG_COUNT, Kind.DOUBLED);
    assertThat(finding(result, Kind.UNEXPECTED_FILE).path()).isEqualTo(copy);
    assertOffsets(finding(result, Kind.DOUBLED), 0, 6);
  }

  @Test
  void anOffsetThatACommitRecordSkipsIsNamed() {
    // given batch 3 says that it began at 7 instead of 6
    log.set(2, new LoggedBatch(3, List.of(new Range(0, 7, 10, 2, 1)), log.get(2).files()));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(kinds(result)).contains(Kind.HOLE, Kind.WRONG_COUNT);
    assertOffsets(finding(result, Kind.HOLE), 6, 7);
    assertThat(finding(result, Kind.HOLE).partition()).isZero();
    assertThat(finding(result, Kind.HOLE).sentence())
        .isEqualTo(
            "activity, partition 0, offsets [6, 7): no batch took them (batch 3 goes on behind"
                + " them)");
  }

  @Test
  void aSkippedOffsetBeforeTheFirstBatchIsNamed() {
    // given Kafka still keeps offset 0, but batch 2 began at 1
    log.set(1, new LoggedBatch(2, List.of(new Range(0, 1, 6, 5, 0)), log.get(1).files()));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertOffsets(finding(result, Kind.HOLE), 0, 1);
  }

  @Test
  void overlappingBatchesAreNamed() {
    // given batch 3 says that it began at 4
    log.set(2, new LoggedBatch(3, List.of(new Range(0, 4, 10, 5, 1)), log.get(2).files()));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertOffsets(finding(result, Kind.OVERLAP), 4, 6);
    assertThat(finding(result, Kind.OVERLAP).sentence()).contains("batch 2 and batch 3");
  }

  @Test
  void aBatchThatDoesNotAddUpIsNamed() {
    // given batch 3 forgot its quarantined record
    log.set(2, new LoggedBatch(3, List.of(new Range(0, 6, 10, 3, 0)), log.get(2).files()));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(finding(result, Kind.UNBALANCED_BATCH).sentence())
        .contains("batch 3 took 4 offsets, but says 3 landed and 0 quarantined");
  }

  @Test
  void aMissingEntryOfTheLogIsNamed() {
    // given
    log.remove(1);

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(finding(result, Kind.MISSING_ENTRY).sentence())
        .isEqualTo("activity: the commit log has no entry 2");
    assertOffsets(finding(result, Kind.HOLE), 0, 6);
    assertThat(finding(result, Kind.UNEXPECTED_FILE).path()).isEqualTo(FIRST);
  }

  @Test
  void aFileOfAnotherLengthIsNamed() {
    // given
    files.set(1, new StoredFile(SECOND, 299));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(kinds(result)).containsExactly(Kind.WRONG_LENGTH);
    assertThat(finding(result, Kind.WRONG_LENGTH).sentence())
        .isEqualTo(SECOND + ": batch 3 wrote 300 bytes, but it has 299");
  }

  @Test
  void filesOfABatchUnderWayAreNeitherMissingNorUnexpected() {
    // given batch 4 was decided while the audit looked
    String next = "/millrace/raw/activity/dt=2015-05-17/hour=12/000000000004-0.parquet";
    files.add(new StoredFile(next, 10));
    underWay = Set.of(next);
    kafka.put(0, new KeptOffsets(0, 12));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void aLogThatGoesBeyondTheTopicIsNamed() {
    // given the topic was made anew
    kafka.put(0, new KeptOffsets(0, 4));

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertOffsets(finding(result, Kind.BEYOND_TOPIC), 4, 10);
  }

  @Test
  void offsetsAreAskedForOnlyWhenCountsDiffer() {
    // given
    FeedFacts asLanded = facts();
    raw.put(0, new TableCounts(9, 0, 9, 8));
    FeedFacts withADoubledAndALostRow = facts();

    // then
    assertThat(Comparison.countsDiffer(asLanded)).isFalse();
    assertThat(Comparison.countsDiffer(withADoubledAndALostRow)).isTrue();
  }

  @Test
  void whatHasLandedIsComparedWithoutKafkaToo() {
    // given
    kafka.clear();
    assertThat(kinds(Comparison.of(facts()))).containsExactly(Kind.BEYOND_TOPIC);
    asked = Optional.empty();

    // when
    Comparison.Result result = Comparison.of(facts());

    // then
    assertThat(result.findings()).isEmpty();
    assertThat(result.balances())
        .containsExactly(new PartitionBalance("activity", 0, 10, 9, 1, 0, 0, 9L, 1L, true));
  }

  @Test
  void batchesOneBehindTheOtherAreHeldAsOneAndNamedTogether() {
    // given a third batch goes on, and a fourth takes what the second took
    log.add(new LoggedBatch(4, List.of(new Range(0, 10, 12, 2, 0)), List.of()));
    log.add(new LoggedBatch(5, List.of(new Range(0, 2, 4, 2, 0)), List.of()));
    log.add(new LoggedBatch(6, List.of(new Range(0, 14, 16, 2, 0)), List.of()));
    kafka.put(0, new KeptOffsets(0, 16));

    // when
    FeedFacts facts = facts();

    // then
    assertThat(facts.log().of(0).runs()).hasSize(3);
    assertThat(LogCheck.of(facts))
        .extracting(Finding::sentence)
        .satisfiesExactly(
            overlap ->
                assertThat(overlap)
                    .contains("offsets [2, 4)", "one of the batches 2 to 4 and batch 5"),
            hole -> assertThat(hole).contains("offsets [12, 14)", "batch 6 goes on behind them"));
  }
}
