package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.publish.DroppedPartition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.MemoryCatalog;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.retention.DropHistory;
import io.millrace.warehouse.retention.RetentionLog;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.run.JobRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four days of two hours each, of which batches 10 and 20, 30 and 40, 50 and 60, 70 and 80 landed.
 */
class OutdatedDaysTest {

  private static final TableName PAYMENTS = new TableName("dw", "transactions");
  private static final TableName SCORES = new TableName("dw", "risk_scores");
  private static final TableName LAST = new TableName("mart", "fraud_top_daily");
  private static final LocalDate START = LocalDate.parse("2026-01-01");
  private static final int DAYS = 4;
  private static final Instant MUCH_LATER = Instant.parse("2026-06-01T03:00:00Z");

  @TempDir private Path root;
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final Map<PartitionKey, Published> landed = new HashMap<>();
  private final Map<PartitionKey, Published> scored = new HashMap<>();

  OutdatedDaysTest() {
    for (int day = 0; day < DAYS; day++) {
      land(day, 0, 20 * day + 10);
      land(day, 1, 20 * day + 20);
    }
  }

  @Test
  void everyDayOfATableThatHasNoneIsMade() throws Exception {
    assertThat(outdated(day -> true)).isEqualTo(days(0, 1, 2, 3));
  }

  @Test
  void nothingIsMadeOfDaysThatHaveNotChanged() throws Exception {
    score(0, 20);
    score(1, 40);
    score(2, 60);
    score(3, 80);

    assertThat(outdated(day -> true)).isEmpty();
  }

  @Test
  void withANewDayGoesTheOneBeforeWhoseLastRowsMayHaveComeBehindItsFirst() throws Exception {
    score(0, 20);
    score(1, 40);
    score(2, 60);

    assertThat(outdated(day -> true)).isEqualTo(days(2, 3));
  }

  @Test
  void daysThatWereMissedAreAllMade() throws Exception {
    score(0, 20);

    assertThat(outdated(day -> true)).isEqualTo(days(0, 1, 2, 3));
    assertThat(outdated(day -> day.isBefore(START.plusDays(3)))).isEqualTo(days(0, 1, 2));
  }

  @Test
  void withARepairedDayGoesWhatLandedBehindThatOfWhichItWasMade() throws Exception {
    // given
    score(0, 20);
    score(1, 40);
    score(2, 60);
    score(3, 80);

    // when a row of the second day comes with batch 81, as the last of all
    land(1, 0, 81);

    // then those behind may have been evaluated without it, for all that batches tell
    assertThat(outdated(day -> true)).isEqualTo(days(1, 2, 3));
  }

  @Test
  void withANewDayGoesWhatLandedAmongTheBatchesOfItsFirstHour() throws Exception {
    // given
    score(0, 20);
    score(1, 64);
    score(2, 60);

    // when the last day's first hour came with batches 62 and 66, and between them a late row
    land(3, 0, 66);
    land(1, 1, 64);

    // then the late row was evaluated without what came before it
    assertThat(outdated(day -> true)).isEqualTo(days(1, 2, 3));
  }

  @Test
  void withANewDayGoesTheLastOneBeforeWhereDaysBetweenHaveNothing() throws Exception {
    // given
    landed.keySet().removeIf(hour -> hour.day().equals(START.plusDays(2)));
    score(0, 20);
    score(1, 64);

    // when the last day's first hour came with batches 62 and 66, and between them a late row
    land(3, 0, 66);
    land(1, 1, 64);

    // then
    assertThat(outdated(day -> true)).isEqualTo(days(1, 3));
  }

  @Test
  void withADayThatChangedGoTheDaysThatItsRowsReachInto() throws Exception {
    // given
    score(0, 20);
    score(1, 81);
    score(2, 81);
    score(3, 81);

    // when
    land(1, 1, 95);

    // then
    assertThat(outdated(0, day -> true)).isEqualTo(days(1));
    assertThat(outdated(1, day -> true)).isEqualTo(days(1, 2));
    assertThat(outdated(9, day -> true)).isEqualTo(days(1, 2, 3));
    assertThat(outdated(9, day -> day.isBefore(START.plusDays(3)))).isEqualTo(days(1, 2));
  }

  @Test
  void aDayOfWhichNothingIsToldIsMadeOnce() throws Exception {
    score(0, 20);
    score(1, 40);
    score(2, 60);
    scored.put(day(3), new Published("/3", OptionalLong.empty()));

    assertThat(outdated(day -> true)).isEqualTo(days(0, 1, 2, 3));

    // given hours of which nobody says what landed, either
    landed.replaceAll((hour, published) -> new Published("/h", OptionalLong.empty()));

    assertThat(outdated(day -> true)).isEmpty();
  }

  @Test
  void daysBeforeTheFirstOneAreKeptNoLonger() throws Exception {
    score(2, 60);
    score(3, 80);

    assertThat(outdated(day -> true)).isEmpty();
  }

  @Test
  void aRunThatDiedBetweenTablesIsMadeUpFor() throws Exception {
    score(0, 20);
    score(1, 40);
    score(2, 60);
    score(3, 80);

    assertThat(outdated(lastOf(0, 1, 2))).isEqualTo(days(2, 3));
  }

  @Test
  void daysThatWereDroppedBehindAHeldOneStayDropped() throws Exception {
    // given
    score(0, 20);
    score(3, 80);
    drop(SCORES, 1);
    drop(SCORES, 2);

    // then whether or not a mart has lost them as well
    assertThat(outdated(day -> true)).isEmpty();
    assertThat(outdated(lastOf(0, 3))).isEmpty();
    assertThat(outdated(lastOf(0, 1, 2, 3))).isEmpty();
  }

  @Test
  void aDayThatWasDroppedGoesWithNoOther() throws Exception {
    // given a new day behind it, and one before with a row that landed after its first
    land(0, 1, 35);
    score(0, 35);
    score(3, 80);
    drop(SCORES, 1);

    // then the others go as if it were there, and windows reach over it
    assertThat(outdated(9, day -> true)).isEqualTo(days(0, 2, 3));
  }

  @Test
  void rowsThatComeLateBringNoDayBackThatWasDropped() throws Exception {
    // given
    score(0, 20);
    score(2, 60);
    score(3, 80);
    drop(SCORES, 1);

    // when
    land(1, 0, 81);

    // then neither for the scores nor for a mart that is kept
    assertThat(outdated(day -> true)).isEmpty();
    assertThat(outdated(lastOf(0, 1, 2, 3))).isEmpty();
  }

  @Test
  void daysBeforeTheFirstOneAreNotKeptForALaterTable() throws Exception {
    // given
    score(2, 60);
    score(3, 80);

    // when
    land(0, 1, 81);

    // then
    assertThat(outdated(lastOf(0, 1, 2, 3))).isEmpty();
  }

  @Test
  void aDayThatWasDroppedAndMadeAgainIsOneLikeOthers() throws Exception {
    // given
    drop(SCORES, 1);
    score(0, 20);
    score(1, 40);
    score(2, 60);
    score(3, 80);

    // then
    assertThat(outdated(day -> true)).isEmpty();

    // when
    land(1, 1, 65);

    // then
    assertThat(outdated(day -> true)).isEqualTo(days(1, 2, 3));
  }

  @Test
  void whereAllOfATableWasDroppedTheDaysBehindItAreMade() throws Exception {
    drop(SCORES, 1);
    drop(SCORES, 2);

    assertThat(outdated(day -> true)).isEqualTo(days(3));
    assertThat(outdated(lastOf())).isEqualTo(days(3));
  }

  @Test
  void aDayOfALaterTableAloneThatWasDroppedIsMadeOnlyWithItsScores() throws Exception {
    // given
    score(0, 20);
    score(1, 40);
    score(2, 60);
    score(3, 80);
    drop(LAST, 1);
    drop(LAST, 2);

    // then
    assertThat(outdated(lastOf(0, 3))).isEmpty();

    // when
    land(1, 0, 45);

    // then
    assertThat(outdated(lastOf(0, 3))).isEqualTo(days(1, 2, 3));
  }

  private List<LocalDate> outdated(Predicate<LocalDate> wanted) throws Exception {
    return outdated(0, wanted);
  }

  private List<LocalDate> outdated(long reach, Predicate<LocalDate> wanted) throws Exception {
    create();
    return outdatedDays().of(PAYMENTS, List.of(SCORES), reach, wanted);
  }

  /** With a table that is made after the scores. */
  private List<LocalDate> outdated(Map<PartitionKey, Published> last) throws Exception {
    create();
    catalog.create(LAST, last);
    return outdatedDays().of(PAYMENTS, List.of(SCORES, LAST), 0, day -> true);
  }

  private void create() {
    catalog.create(PAYMENTS, landed);
    catalog.create(SCORES, scored);
  }

  private OutdatedDays outdatedDays() throws Exception {
    return new OutdatedDays(catalog, new DropHistory(files(), root.toString()));
  }

  /** Days that are made of what first landed of them. */
  private static Map<PartitionKey, Published> lastOf(int... days) {
    Map<PartitionKey, Published> last = new HashMap<>();
    for (int day : days) {
      last.put(day(day), new Published("/" + day, OptionalLong.of(20 * day + 20)));
    }
    return last;
  }

  /** Retention tells that it has dropped a day. */
  private void drop(TableName table, int day) throws Exception {
    RetentionLog log =
        new RetentionLog(
            catalog,
            files(),
            root.toString(),
            JobRun.begun(
                "retention",
                new Caller(Optional.empty(), 0),
                new Generation("w1_0"),
                List.of(),
                Optional.empty(),
                MUCH_LATER),
            Clock.fixed(MUCH_LATER, ZoneOffset.UTC));
    log.show(
        log.note(
            table.toString(),
            List.of(
                new DroppedPartition(day(day), "dw: P31D", "/" + day, OptionalLong.of(1), 1, 1))));
  }

  private static FileSystem files() throws Exception {
    return FileSystem.getLocal(new Configuration());
  }

  private void land(int day, int hour, long batch) {
    landed.put(
        PartitionKey.of(EventHour.parse(START.plusDays(day).toString(), "0" + hour)),
        new Published("/h", OptionalLong.of(batch)));
  }

  private void score(int day, long batch) {
    scored.put(day(day), new Published("/" + day, OptionalLong.of(batch)));
  }

  private static PartitionKey day(int day) {
    return PartitionKey.of(START.plusDays(day));
  }

  private static List<LocalDate> days(int... days) {
    return IntStream.of(days).mapToObj(START::plusDays).toList();
  }
}
