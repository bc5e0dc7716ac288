package io.millrace.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.backfill.BackfillRequest.Only;
import io.millrace.warehouse.Days;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BackfillPlanTest {

  private static final LocalDate FIRST = LocalDate.parse("2015-05-17");
  private static final BackfillRequest REQUEST = request(Only.ALL);

  @Test
  void daysThatHaveDataAreGrouped() {
    // given days before, within and behind what is asked for
    TreeSet<LocalDate> days =
        new TreeSet<>(Days.parse("2015-05-16..2015-05-18,2015-05-20,2015-05-25").list());

    // when
    BackfillPlan plan = BackfillPlan.of(REQUEST, days, 2);

    // then
    assertThat(plan.runs()).containsExactly("2015-05-17,2015-05-18", "2015-05-20");
    assertThat(plan.days()).hasSize(3);
  }

  @Test
  void whereNoDayHasDataThereIsNoRun() {
    assertThat(BackfillPlan.of(REQUEST, new TreeSet<>(), 31).runs()).isEmpty();
  }

  @Test
  void theSameRequestIsTheSameBackfill() {
    // given
    BackfillPlan plan = BackfillPlan.of(REQUEST, new TreeSet<>(), 31);

    // then
    assertThat(plan.isFor(request(Only.ALL))).isTrue();
    assertThat(plan.isFor(request(Only.MARTS))).isFalse();
  }

  @Test
  void aLastDayBeforeTheFirstIsRefused() {
    assertThatThrownBy(
            () -> new BackfillRequest("daily", FIRST, FIRST.minusDays(1), Only.ALL, Map.of()))
        .hasMessage("--to 2015-05-16 is before --from 2015-05-17.");
  }

  private static BackfillRequest request(Only only) {
    return new BackfillRequest(
        "daily", FIRST, LocalDate.parse("2015-05-20"), only, Map.of("session_gap", "PT1H"));
  }
}
