package io.millrace.model.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.Arrival;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecordJson;
import io.millrace.model.landing.DelayCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HealthFoldTest {

  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

  /** A published batch. */
  private record Batch(CommitRecord record, Instant visibleAt) {}

  @Test
  void aWindowTellsWhatCameInItAndHowLongItTook() {
    // given 3 records of second 4, read at second 6 and visible at second 7
    HealthFold fold = new HealthFold(START);
    fold.take(batch(1, 6, arrival(0, 3, 300, 1, 2, 2_000)), at(7));

    // when
    List<HealthWindow> closed = fold.close(at(10));

    // then
    assertThat(closed).containsExactly(new HealthWindow(at(0), 3, 300, 1, 2, 0, 0, 3_000L, 3_000L));
  }

  @Test
  void recordsThatNoReaderCouldSeeAtTheEndOfAWindowAreItsLag() {
    // given 5 records of second 8, visible at second 25
    HealthFold fold = new HealthFold(START);
    fold.take(batch(1, 24, arrival(0, 5, 50, 0, 0, 16_000)), at(25));

    // when
    List<HealthWindow> closed = fold.close(at(30));

    // then they lagged at the ends of two windows, two and twelve seconds old
    assertThat(closed).extracting(HealthWindow::lagRecords).containsExactly(5L, 5L, 0L);
    assertThat(closed).extracting(HealthWindow::lagMillis).containsExactly(2_000L, 12_000L, 0L);
    assertThat(closed).extracting(HealthWindow::records).containsExactly(5L, 0L, 0L);
    assertThat(closed.get(0).delayP50()).isEqualTo(17_000L);
    assertThat(closed.get(1).delayP50()).isNull();
  }

  @Test
  void aBatchThatIsVisibleJustWhenAWindowEndsDoesNotLagThere() {
    HealthFold fold = new HealthFold(START);
    fold.take(
        batch(1, 19, arrival(0, 5, 50, 0, 0, 11_000), arrival(10, 3, 9, 0, 0, 1_000)), at(20));

    List<HealthWindow> closed = fold.close(at(30));

    assertThat(closed).extracting(HealthWindow::lagRecords).containsExactly(5L, 0L, 0L);
  }

  @Test
  void whatLagsForAWeekCostsNoMoreThanWhatLagsForAMinute() {
    // given a batch that was read a week after it came
    HealthFold fold = new HealthFold(START);
    long week = Duration.ofDays(7).toSeconds();
    fold.take(batch(1, week, arrival(0, 5, 50, 0, 0, week * 1_000)), at(week + 1));

    // when
    List<HealthWindow> closed = fold.close(at(week + 20));

    // then
    assertThat(closed).hasSize((int) week / 10 + 2);
    assertThat(closed.get((int) week / 10 - 1).lagRecords()).isEqualTo(5);
    assertThat(closed.get((int) week / 10 - 1).lagMillis()).isEqualTo(week * 1_000);
    assertThat(closed.get((int) week / 10).lagRecords()).isZero();
    assertThat(fold.firstNeeded()).isEqualTo(2);
  }

  @Test
  void ofAHundredDelaysTheSlowestIsBeyondTheNinetyNinthPercentile() {
    HealthFold fold = new HealthFold(START);
    fold.take(batch(1, 5, arrival(0, 99, 0, 0, 0, 0), arrival(0, 1, 0, 0, 0, 4_000)), at(5));

    HealthWindow window = fold.close(at(10)).get(0);

    assertThat(window.delayP50()).isZero();
    assertThat(window.delayP99()).isZero();
    assertThat(window.records()).isEqualTo(100);
  }

  @Test
  void windowsFollowEachOtherWithoutAGapAlsoWhenNothingComes() {
    HealthFold fold = new HealthFold(START.plusSeconds(3));

    List<HealthWindow> closed = fold.close(at(45));

    assertThat(closed).extracting(HealthWindow::start).containsExactly(at(10), at(20), at(30));
    assertThat(fold.closedUntil()).isEqualTo(at(40));
    assertThat(fold.close(at(45))).isEmpty();
  }

  @Test
  void whatComesAfterItsWindowIsClosedIsCounted() {
    HealthFold fold = new HealthFold(START);
    fold.close(at(20));

    fold.take(batch(1, 21, arrival(0, 4, 0, 0, 0, 15_000)), at(22));

    assertThat(fold.overdue()).isEqualTo(4);
    assertThat(fold.close(at(40))).extracting(HealthWindow::records).containsExactly(0L, 0L);
  }

  @Test
  void onlyWindowsThatChangedAreToldAgain() {
    HealthFold fold = new HealthFold(START);
    fold.take(batch(1, 5, arrival(0, 4, 0, 0, 0, 0)), at(6));

    assertThat(fold.changed()).extracting(HealthWindow::records).containsExactly(4L);
    assertThat(fold.changed()).isEmpty();
    fold.take(batch(2, 7, arrival(0, 1, 0, 0, 0, 0)), at(8));
    assertThat(fold.changed()).extracting(HealthWindow::records).containsExactly(5L);
  }

  @Property
  void itDoesNotMatterHowRecordsWereCutIntoBatches(@ForAll("logs") List<Batch> log) {
    // given every arrival in a batch of its own
    List<Batch> cut = new ArrayList<>();
    for (Batch whole : log) {
      for (Arrival arrival : whole.record().arrivals()) {
        cut.add(
            new Batch(
                record(cut.size() + 1, whole.record().decidedAt(), List.of(arrival)),
                whole.visibleAt()));
      }
    }

    assertThat(fold(cut).close(at(1_000))).isEqualTo(fold(log).close(at(1_000)));
  }

  @Property
  void itDoesNotMatterWhenWindowsAreClosed(@ForAll("logs") List<Batch> log) {
    // given windows that are closed as soon as no batch to come can have records of them
    HealthFold eager = new HealthFold(START);
    List<HealthWindow> closed = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      eager.take(log.get(i).record(), log.get(i).visibleAt());
      closed.addAll(eager.close(earliestArrival(log.subList(i + 1, log.size()))));
    }
    closed.addAll(eager.close(at(1_000)));

    assertThat(closed).isEqualTo(fold(log).close(at(1_000)));
    assertThat(eager.overdue()).isZero();
  }

  @Property
  void anotherFoldGoesOnFromTheLogAsIfNothingHadHappened(
      @ForAll("logs") List<Batch> log, @ForAll("cuts") int cut) {
    // given a fold that ended somewhere
    int ended = Math.min(cut, log.size());
    HealthFold first = fold(log.subList(0, ended));
    List<HealthWindow> told =
        new ArrayList<>(first.close(earliestArrival(log.subList(ended, log.size()))));

    // when another one begins with what it says is needed
    HealthFold second = new HealthFold(first.closedUntil());
    log.stream()
        .filter(batch -> batch.record().seq() >= first.firstNeeded())
        .forEach(batch -> second.take(batch.record(), batch.visibleAt()));
    told.addAll(second.close(at(1_000)));

    // then
    assertThat(told).isEqualTo(fold(log).close(at(1_000)));
    assertThat(second.overdue()).isZero();
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, 8);
  }

  /** Batches in which time goes on, though the arrivals of neighbours overlap. */
  @Provide
  Arbitrary<List<Batch>> logs() {
    Arbitrary<Arrival> arrivals =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                Arbitraries.longs().between(1, 100),
                Arbitraries.longs().between(0, 60_000))
            .as((window, records, wait) -> arrival(window * 10, records, records * 7, 0, 1, wait));
    Arbitrary<List<Arrival>> several = arrivals.list().ofMinSize(1).ofMaxSize(4);
    return Combinators.combine(several, Arbitraries.longs().between(0, 90))
        .as(ArrivalsAndPause::new)
        .list()
        .ofMaxSize(8)
        .map(HealthFoldTest::log);
  }

  private record ArrivalsAndPause(List<Arrival> arrivals, long seconds) {}

  private static List<Batch> log(List<ArrivalsAndPause> parts) {
    List<Batch> log = new ArrayList<>();
    long second = 60;
    for (ArrivalsAndPause part : parts) {
      long shift = (second - 60) / 10 * 10;
      List<Arrival> shifted =
          part.arrivals().stream()
              .map(
                  a ->
                      new Arrival(
                          a.windowStart().plusSeconds(shift),
                          a.records(),
                          a.bytes(),
                          a.quarantined(),
                          a.late(),
                          a.waits()))
              .sorted(Comparator.comparing(Arrival::windowStart))
              .toList();
      log.add(new Batch(record(log.size() + 1, at(second), shifted), at(second + 2)));
      second += part.seconds();
    }
    return log;
  }

  private static Instant earliestArrival(List<Batch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.record().arrivals().stream())
        .map(Arrival::windowStart)
        .min(Instant::compareTo)
        .orElse(START);
  }

  private static HealthFold fold(List<Batch> log) {
    HealthFold fold = new HealthFold(START);
    log.forEach(batch -> fold.take(batch.record(), batch.visibleAt()));
    return fold;
  }

  private static Arrival arrival(
      long second, long records, long bytes, long quarantined, long late, long waitMillis) {
    return new Arrival(
        at(second),
        records,
        bytes,
        quarantined,
        late,
        List.of(new DelayCount(waitMillis, records)));
  }

  private static CommitRecord batch(long seq, long readAtSecond, Arrival... arrivals) {
    return record(seq, at(readAtSecond), List.of(arrivals));
  }

  /** A batch that was decided when it was read. */
  private static CommitRecord record(long seq, Instant decidedAt, List<Arrival> arrivals) {
    String windows =
        arrivals.stream()
            .map(
                a ->
                    "{\"window_start\":\"%s\",\"records\":%d,\"bytes\":%d,\"quarantined\":%d,\"late\":%d,\"waits\":[{\"up_to_ms\":%d,\"rows\":%d}]}"
                        .formatted(
                            a.windowStart(),
                            a.records(),
                            a.bytes(),
                            a.quarantined(),
                            a.late(),
                            a.waits().get(0).upToMs(),
                            a.waits().get(0).rows()))
            .collect(Collectors.joining(","));
    return CommitRecordJson.read(
        "test",
        "{\"seq\":%d,\"kind\":\"batch\",\"attempt\":\"a\",\"decided_at\":\"%s\",\"arrivals\":[%s]}"
            .formatted(seq, decidedAt, windows));
  }

  private static Instant at(long second) {
    return START.plus(Duration.ofSeconds(second));
  }
}
