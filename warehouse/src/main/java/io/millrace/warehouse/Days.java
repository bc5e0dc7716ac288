package io.millrace.warehouse;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A set of UTC days, in order, at least one.
 *
 * @param list the days, ascending, none twice
 */
public record Days(List<LocalDate> list) {

  /** More days than this in one run are taken for a slip of the pen. */
  static final int LIMIT = 3_660;

  private static final Ranges<LocalDate> RANGES =
      new Ranges<>(
          "day",
          "a day",
          "2015-05-17",
          "2015-05-20",
          LocalDate::parse,
          LocalDate::toEpochDay,
          LocalDate::ofEpochDay,
          LIMIT);

  public Days {
    list = List.copyOf(new TreeSet<>(list));
    if (list.isEmpty()) {
      throw new IllegalArgumentException("no day is named");
    }
  }

  public static Days of(Collection<LocalDate> days) {
    return new Days(List.copyOf(days));
  }

  /**
   * Reads days and ranges of days separated by commas: {@code
   * 2010-12-01..2010-12-03,2015-05-17,2015-05-18}. Both ends of a range belong to it.
   *
   * @throws IllegalArgumentException with a sentence that names the part that is wrong
   */
  public static Days parse(String text) {
    return of(RANGES.parse(text));
  }

  public boolean contains(LocalDate day) {
    return list.contains(day);
  }

  /** The days in order, in groups of so many; the last may have fewer. */
  List<Days> inGroupsOf(int size) {
    List<Days> groups = new ArrayList<>();
    for (int from = 0; from < list.size(); from += size) {
      groups.add(new Days(list.subList(from, Math.min(from + size, list.size()))));
    }
    return groups;
  }

  /** Days one after another as a range: {@code 2010-12-01..2010-12-03,2015-05-17}. */
  public String ranges() {
    List<String> ranges = new ArrayList<>();
    LocalDate first = list.get(0);
    LocalDate last = first;
    for (LocalDate day : list.subList(1, list.size())) {
      if (!day.equals(last.plusDays(1))) {
        ranges.add(range(first, last));
        first = day;
      }
      last = day;
    }
    ranges.add(range(first, last));
    return String.join(",", ranges);
  }

  private static String range(LocalDate first, LocalDate last) {
    return first.equals(last) ? first.toString() : first + ".." + last;
  }

  /** The days as {@code dt} values, separated by commas. */
  @Override
  public String toString() {
    return list.stream().map(LocalDate::toString).collect(Collectors.joining(","));
  }
}
