package io.millrace.warehouse.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.publish.PartitionKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RepairPlanTest {

  private static final String SUNDAY = "2015-05-17";
  private static final String MONDAY = "2015-05-18";
  private static final String TUESDAY = "2015-05-19";
  private static final long CURATED_UP_TO = 5;

  /**
   * A warehouse of which these are known.
   *
   * @param curated hours, as {@code orders 2015-05-17T10}
   * @param marts days
   * @param dropped days of which retention has left nothing that landed
   * @param open days whose sessions have gone on or ended since they were made
   */
  private record Known(
      Set<String> curated, Set<String> marts, Set<String> dropped, Set<String> open)
      implements Warehouse {

    Known(Set<String> curated, Set<String> marts, Set<String> dropped) {
      this(curated, marts, dropped, Set.of());
    }

    Known(Set<String> curated, Set<String> marts) {
      this(curated, marts, Set.of());
    }

    @Override
    public NavigableSet<LocalDate> daysToFinish() {
      return open.stream().map(LocalDate::parse).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean isCurated(String feed, PartitionKey hour) {
      return curated.contains(feed + " " + hour);
    }

    @Override
    public OptionalLong curatedUpTo(String feed, PartitionKey hour) {
      return isCurated(feed, hour) ? OptionalLong.of(CURATED_UP_TO) : OptionalLong.empty();
    }

    @Override
    public boolean hasMarts(LocalDate day) {
      return marts.contains(day.toString());
    }

    @Override
    public boolean isDropped(String feed, LocalDate day) {
      return dropped.contains(day.toString());
    }

    @Override
    public boolean hasSessions(String feed) {
      return feed.equals("activity");
    }
  }

  @Test
  void whereNothingIsReopenedThereIsNothingToDo() throws Exception {
    RepairPlan plan = RepairPlan.of(List.of(), new Known(Set.of(), Set.of(SUNDAY)));

    assertThat(plan.days()).isEmpty();
    assertThat(plan.hours()).isEmpty();
    assertThat(plan.markers()).isEmpty();
  }

  @Test
  void aDayWhoseSessionsWentOnIsComputedAgainOnceItHasMarts() throws Exception {
    Known warehouse = new Known(Set.of(), Set.of(SUNDAY), Set.of(), Set.of(SUNDAY, MONDAY));

    RepairPlan plan = RepairPlan.of(List.of(), warehouse);

    assertThat(plan.days()).containsExactly(LocalDate.parse(SUNDAY));
    assertThat(plan.hours()).isEmpty();
  }

  @Test
  void daysWhoseSessionsWentOnAreNotMoreThanARunTakes() throws Exception {
    LocalDate first = LocalDate.parse(SUNDAY);
    Set<String> days =
        first
            .datesUntil(first.plusDays(RepairPlan.MOST + 2))
            .map(LocalDate::toString)
            .collect(Collectors.toSet());

    RepairPlan plan = RepairPlan.of(List.of(), new Known(Set.of(), days, Set.of(), days));

    assertThat(plan.days()).hasSize(RepairPlan.MOST).startsWith(first);
  }

  @Test
  void aDayOfWhichRetentionLeftNothingIsPassedOverAlsoBesideAnother() throws Exception {
    Known warehouse =
        new Known(
            Set.of("activity " + SUNDAY + "T10", "activity " + MONDAY + "T10"),
            Set.of(SUNDAY, MONDAY),
            Set.of(SUNDAY));

    RepairPlan plan =
        RepairPlan.of(
            List.of(marker("activity", SUNDAY + "T10", 3), marker("activity", MONDAY + "T10", 4)),
            warehouse);

    assertThat(plan.days()).containsExactly(LocalDate.parse(MONDAY));
    assertThat(plan.markers()).hasSize(1);
    assertThat(plan.left()).isEqualTo(1);
  }

  @Test
  void aDayWithMartsIsComputedAgainAndOnlyThatDay() throws Exception {
    Known warehouse =
        new Known(Set.of("orders " + MONDAY + "T10"), Set.of(SUNDAY, MONDAY, TUESDAY));

    RepairPlan plan = RepairPlan.of(List.of(marker("orders", MONDAY + "T10", 3)), warehouse);

    assertThat(plan.days()).containsExactly(LocalDate.parse(MONDAY));
    assertThat(plan.hours()).isEmpty();
  }

  @Test
  void whereSessionsAreMadeTheDaysBesideAreComputedTooIfTheyHaveBeen() throws Exception {
    Known warehouse = new Known(Set.of("activity " + MONDAY + "T10"), Set.of(SUNDAY, MONDAY));

    RepairPlan plan = RepairPlan.of(List.of(marker("activity", MONDAY + "T10", 3)), warehouse);

    assertThat(plan.days()).containsExactly(LocalDate.parse(SUNDAY), LocalDate.parse(MONDAY));
  }

  @Test
  void anHourOfADayWithoutMartsIsCuratedAlone() throws Exception {
    Known warehouse = new Known(Set.of("orders " + MONDAY + "T10"), Set.of(SUNDAY));

    RepairPlan plan = RepairPlan.of(List.of(marker("orders", MONDAY + "T10", 3)), warehouse);

    assertThat(plan.hours()).containsExactly(PartitionKey.parse(MONDAY + "T10"));
    assertThat(plan.days()).isEmpty();
  }

  @Test
  void anHourIsDoneWithOnceItIsMadeFromTheBatchOfItsMarker() throws Exception {
    Known warehouse = new Known(Set.of("orders " + MONDAY + "T10"), Set.of());
    Reopened inIt = marker("orders", MONDAY + "T10", CURATED_UP_TO);
    Reopened later = marker("orders", MONDAY + "T10", CURATED_UP_TO + 1);

    RepairPlan plan = RepairPlan.of(List.of(inIt, later), warehouse);

    assertThat(plan.isDone(inIt, warehouse)).isTrue();
    assertThat(plan.isDone(later, warehouse)).isFalse();
  }

  @Test
  void anHourWhoseDayHasGotMartsMeanwhileIsDoneWithWhenTheNextRepairHasTakenTheDay()
      throws Exception {
    // given
    Set<String> curated = Set.of("orders " + MONDAY + "T10");
    Reopened marker = marker("orders", MONDAY + "T10", 3);
    RepairPlan plan = RepairPlan.of(List.of(marker), new Known(curated, Set.of()));
    assertThat(plan.hours()).hasSize(1);

    // when
    Known withMarts = new Known(curated, Set.of(MONDAY));

    // then
    assertThat(plan.isDone(marker, withMarts)).isFalse();
    RepairPlan next = RepairPlan.of(List.of(marker), withMarts);
    assertThat(next.days()).containsExactly(LocalDate.parse(MONDAY));
    assertThat(next.isDone(marker, withMarts)).isTrue();
  }

  @Test
  void aMarkerOfAnHourThatNobodyHasCuratedIsLeft() throws Exception {
    RepairPlan plan =
        RepairPlan.of(
            List.of(marker("orders", MONDAY + "T10", 3)), new Known(Set.of(), Set.of(MONDAY)));

    assertThat(plan.markers()).isEmpty();
    assertThat(plan.days()).isEmpty();
    assertThat(plan.left()).isEqualTo(1);
  }

  @Test
  void moreDaysThanARunTakesWaitForTheNext() throws Exception {
    Set<String> curated = new java.util.HashSet<>();
    Set<String> marts = new java.util.HashSet<>();
    List<Reopened> markers = new ArrayList<>();
    LocalDate first = LocalDate.parse("2015-01-01");
    for (int i = 0; i < RepairPlan.MOST + 5; i++) {
      LocalDate day = first.plusDays(2L * i);
      curated.add("orders " + day + "T10");
      marts.add(day.toString());
      markers.add(marker("orders", day + "T10", i));
    }
    markers.add(marker("orders", first + "T10", 99));

    RepairPlan plan = RepairPlan.of(markers, new Known(curated, marts));

    assertThat(plan.days()).hasSize(RepairPlan.MOST);
    assertThat(plan.later()).isEqualTo(5);
    // then what needs no more days is taken all the same
    assertThat(plan.markers()).hasSize(RepairPlan.MOST + 1).last().isEqualTo(markers.get(45));
  }

  private static Reopened marker(String feed, String hour, long seq) {
    return new Reopened(feed, PartitionKey.parse(hour), seq);
  }
}
