package io.millrace.model.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunnelDaysTest {

  private static final LocalDate DAY = LocalDate.parse("2026-03-10");
  private static final Optional<Duration> CUT_AFTER_A_DAY = Optional.of(Duration.ofHours(24));

  @Test
  void withoutFunnelsADayDependsOnItselfAndAffectsItself() {
    FunnelDays days = FunnelDays.of(List.of(), Optional.empty());

    assertThat(days.affectedDays(List.of(DAY))).containsExactly(DAY);
    assertThat(days.eventDays(List.of(DAY))).containsExactly(DAY);
  }

  @Test
  void anyWindowReachesOverMidnightAndOneOfMoreThanADayOverTwo() {
    assertThat(reach(Funnel.Counting.VISITOR, Duration.ofSeconds(1))).isEqualTo(1);
    assertThat(reach(Funnel.Counting.VISITOR, Duration.ofDays(1))).isEqualTo(1);
    assertThat(reach(Funnel.Counting.VISITOR, Duration.ofDays(1).plusMillis(1))).isEqualTo(2);
  }

  @Test
  void aSessionIsFollowedAsLongAsItMayLastWhateverTheWindow() {
    assertThat(reach(Funnel.Counting.SESSION, Duration.ofDays(3))).isEqualTo(1);
    assertThat(
            FunnelDays.of(
                    List.of(funnel(Funnel.Counting.SESSION, Duration.ofHours(1))), Optional.empty())
                .reach())
        .isEqualTo(7);
  }

  @Test
  void daysAffectThoseBeforeThemAndDependOnThoseAfterThem() {
    FunnelDays days = new FunnelDays(1);

    assertThat(days.affectedDays(List.of(DAY, DAY.plusDays(5))))
        .containsExactly(DAY.minusDays(1), DAY, DAY.plusDays(4), DAY.plusDays(5));
    assertThat(days.eventDays(List.of(DAY, DAY.plusDays(1))))
        .containsExactly(DAY, DAY.plusDays(1), DAY.plusDays(2));
  }

  private static int reach(Funnel.Counting counting, Duration window) {
    return FunnelDays.of(List.of(funnel(counting, window)), CUT_AFTER_A_DAY).reach();
  }

  private static Funnel funnel(Funnel.Counting counting, Duration window) {
    return new Funnel("any", counting, Funnel.Mode.LOOSE, window, List.of(), List.of());
  }
}
