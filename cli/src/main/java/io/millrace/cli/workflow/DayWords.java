package io.millrace.cli.workflow;

import io.millrace.warehouse.Days;

/** Days as people write them. */
public final class DayWords {

  private DayWords() {}

  /** Days one after another as a range: {@code 2010-12-01..2010-12-03,2015-05-17}. */
  public static String of(Days days) {
    return days.ranges();
  }

  /** The same of what a job was given, as it stands there if it is no list of days. */
  static String ofProperty(String days) {
    try {
      return of(Days.parse(days));
    } catch (IllegalArgumentException e) {
      return days;
    }
  }
}
