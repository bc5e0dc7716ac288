package io.millrace.warehouse;

import io.millrace.model.landing.EventHour;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of UTC hours, in order, at least one.
 *
 * @param list the hours, ascending, none twice
 */
public record Hours(List<EventHour> list) {

  /** As many as {@link Days} may have. */
  static final int LIMIT = Days.LIMIT * 24;

  private static final long SECONDS = 3_600;

  private static final Ranges<EventHour> RANGES =
      new Ranges<>(
          "hour",
          "an hour",
          "2015-05-17T10",
          "2015-05-17T13",
          Hours::hour,
          hour -> hour.start().getEpochSecond() / SECONDS,
          number -> new EventHour(Instant.ofEpochSecond(number * SECONDS)),
          LIMIT);

  public Hours {
    list = List.copyOf(new TreeSet<>(list));
    if (list.isEmpty()) {
      throw new IllegalArgumentException("no hour is named");
    }
  }

  public static Hours of(Collection<EventHour> hours) {
    return new Hours(List.copyOf(hours));
  }

  /**
   * Reads hours and ranges of hours separated by commas: {@code
   * 2015-05-17T10,2015-05-17T12..2015-05-18T01}. Both ends of a range belong to it.
   *
   * @throws IllegalArgumentException with a sentence that names the part that is wrong
   */
  public static Hours parse(String text) {
    return of(RANGES.parse(text));
  }

  /** The same in as few ranges as there are, for {@link #parse} to read. */
  @Override
  public String toString() {
    List<List<EventHour>> runs = new ArrayList<>();
    for (EventHour hour : list) {
      List<EventHour> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
      if (last.isEmpty() || !last.get(last.size() - 1).next().equals(hour)) {
        last = new ArrayList<>();
        runs.add(last);
      }
      last.add(hour);
    }
    return runs.stream()
        .map(
            run ->
                Stream.of(run.get(0), run.get(run.size() - 1))
                    .distinct()
                    .map(hour -> hour.dt() + "T" + hour.hour())
                    .collect(Collectors.joining("..")))
        .collect(Collectors.joining(","));
  }

  private static EventHour hour(String text) {
    if (text.length() != "YYYY-MM-DDTHH".length() || text.charAt(10) != 'T') {
      throw new DateTimeException("no hour");
    }
    return new EventHour(
        LocalDate.parse(text.substring(0, 10))
            .atTime(LocalTime.parse(text.substring(11) + ":00"))
            .toInstant(ZoneOffset.UTC));
  }
}
