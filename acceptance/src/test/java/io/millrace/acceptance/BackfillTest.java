package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A backfill that was killed and run again computes each day once; {@link GeneratedMartsTest} looks
 * at what it wrote.
 */
@Order(240)
@ExtendWith(SharedCluster.class)
class BackfillTest {

  private final GeneratedDays.KilledBackfill backfill;

  BackfillTest(GeneratedDays days) {
    this.backfill = days.backfill();
  }

  @Test
  void thePlanIsShownAndNothingRunsBeforeSomebodyAgrees() {
    assertThat(backfill.plan().out())
        .contains(
            "3 days in 3 runs",
            GeneratedDays.FIRST,
            GeneratedDays.LAST,
            "Left out",
            GeneratedDays.WITHOUT_DATA);
    assertThat(backfill.unanswered().exitCode()).isEqualTo(2);
    assertThat(backfill.startedUnanswered()).isZero();
  }

  @Test
  void killedAndRunAgainItComputesEachDayOnce() {
    assertThat(backfill.resumed().out())
        .contains("Goes on with backfill daily_2026-01-02_2026-01-06-001");
    assertThat(backfill.resumed().err()).contains("begun before", "is done: 3 days");
    assertThat(backfill.started()).isEqualTo(3);
  }
}
