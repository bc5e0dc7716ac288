package io.millrace.cli.workflow;

import io.millrace.warehouse.Days;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Days as people write them. */
public final class DayWords {

  private DayWords() {}

  /** Days one after another as a range: {@code 2010-12-01..2010-12-03,2015-05-17}. */
  public static String of(Days days) {
    List<String> ranges = new ArrayList<>();
    LocalDate first = null;
    LocalDate last = null;
    for (LocalDate day : days.list()) {
      if (last != null && !day.equals(last.plusDays(1))) {
        ranges.add(range(first, last));
        first = null;
      }
      first = first == null ? day : first;
      last = day;
    }
    ranges.add(range(first, last));
    return String.join(",", ranges);
  }

  /** The same of what a job was given, as it stands there if it is no list of days. */
  static String ofProperty(String days) {
    try {
      return of(Days.parse(days));
    } catch (IllegalArgumentException e) {
      return days;
    }
  }

  private static String range(LocalDate first, LocalDate last) {
    return first.equals(last) ? first.toString() : first + ".." + last;
  }
}
