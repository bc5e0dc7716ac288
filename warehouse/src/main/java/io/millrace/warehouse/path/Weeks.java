package io.millrace.warehouse.path;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** ISO weeks, each named by its Monday. */
final class Weeks {

  private Weeks() {}

  static LocalDate mondayOf(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  static NavigableSet<LocalDate> mondaysOf(Collection<LocalDate> days) {
    return days.stream().map(Weeks::mondayOf).collect(Collectors.toCollection(TreeSet::new));
  }

  /** All days of those weeks. */
  static NavigableSet<LocalDate> daysOf(Collection<LocalDate> mondays) {
    return mondays.stream()
        .flatMap(monday -> monday.datesUntil(monday.plusWeeks(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
