package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.publish.MemoryCatalog;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.TableName;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Four days of two hours each, of which batches 10 and 20, 30 and 40, 50 and 60, 70 and 80 landed.
 */
class OutdatedDaysTest {

  private static final TableName PAYMENTS = new TableName("dw", "transactions");
  private static final TableName SCORES = new TableName("dw", "risk_scores");
  private static final TableName LAST = new TableName("mart", "fraud_top_daily");
  private static final LocalDate START = LocalDate.parse("2026-01-01");
  private static final int DAYS = 4;

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
    // given
    score(0, 20);
    score(1, 40);
    score(2, 60);
    score(3, 80);
    Map<PartitionKey, Published> last = new HashMap<>(scored);
    last.remove(day(3));

    // then
    catalog.create(PAYMENTS, landed);
    catalog.create(SCORES, scored);
    catalog.create(LAST, last);
    assertThat(new OutdatedDays(catalog).of(PAYMENTS, List.of(SCORES, LAST), 0, day -> true))
        .isEqualTo(days(2, 3));
  }

  private List<LocalDate> outdated(Predicate<LocalDate> wanted) throws PublishException {
    return outdated(0, wanted);
  }

  private List<LocalDate> outdated(long reach, Predicate<LocalDate> wanted)
      throws PublishException {
    catalog.create(PAYMENTS, landed);
    catalog.create(SCORES, scored);
    return new OutdatedDays(catalog).of(PAYMENTS, List.of(SCORES), reach, wanted);
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
