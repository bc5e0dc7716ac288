package io.millrace.warehouse.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionWindowTest {

  // 2015-05-14 begins a week of seven days counted from 1970-01-01.
  private static final LocalDate START = LocalDate.parse("2015-05-14");

  @Test
  void consecutiveDaysOfAWeekAreOneWindow() {
    assertThat(SessionWindow.of(START.datesUntil(START.plusDays(7)).toList()))
        .containsExactly(new SessionWindow(START, START.plusDays(6)));
  }

  @Test
  void weeksAndMissingDaysPartWindows() {
    List<LocalDate> days = List.of(START.minusDays(1), START, START.plusDays(2), START.plusDays(3));

    assertThat(SessionWindow.of(days))
        .containsExactly(
            new SessionWindow(START.minusDays(1), START.minusDays(1)),
            new SessionWindow(START, START),
            new SessionWindow(START.plusDays(2), START.plusDays(3)));
  }

  @Test
  void allDaysOfAWeekAreReadBackToTheSameDay() {
    for (int i = 0; i < 7; i++) {
      LocalDate day = START.plusDays(i);
      assertThat(new SessionWindow(day, day).anchor()).isEqualTo(START.minusDays(7));
    }
  }
}
