package io.millrace.warehouse.curate;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.publish.PartitionKey;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run curates.
 *
 * @param days every hour of these, and the sessions that start in them; in ascending order
 * @param hours these hours of event time besides, and no sessions
 * @param upToDate what becomes of hours in which nothing has landed since they were curated
 */
public record CurationScope(List<LocalDate> days, Set<EventHour> hours, UpToDate upToDate) {

  public CurationScope {
    days = List.copyOf(new TreeSet<>(days));
    hours = Set.copyOf(hours);
  }

  public static CurationScope ofDays(Collection<LocalDate> days, UpToDate upToDate) {
    return new CurationScope(List.copyOf(days), Set.of(), upToDate);
  }

  public static CurationScope ofHours(Collection<EventHour> hours, UpToDate upToDate) {
    return new CurationScope(List.of(), Set.copyOf(hours), upToDate);
  }

  /** Whether the rows of that hour are curated. */
  boolean covers(PartitionKey hour) {
    return days.contains(hour.day()) || hours.contains(hour.eventHour());
  }

  /** Every day of which at least an hour is curated. */
  NavigableSet<LocalDate> touchedDays() {
    NavigableSet<LocalDate> touched = new TreeSet<>(days);
    hours.forEach(hour -> touched.add(PartitionKey.of(hour).day()));
    return touched;
  }
}
