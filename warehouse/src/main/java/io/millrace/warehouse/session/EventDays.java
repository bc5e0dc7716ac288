package io.millrace.warehouse.session;

import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Events without duplicates, by day. */
public interface EventDays {

  /** The days that have any. */
  NavigableSet<LocalDate> existing();

  /** The events of those days, in the columns of {@link SessionEvents}. */
  Dataset<Row> read(Collection<LocalDate> days);

  /** The one before a day, and the other from it on. */
  static EventDays split(LocalDate day, EventDays before, EventDays from) {
    return new EventDays() {
      @Override
      public NavigableSet<LocalDate> existing() {
        NavigableSet<LocalDate> all = new TreeSet<>(before.existing().headSet(day, false));
        all.addAll(from.existing().tailSet(day, true));
        return all;
      }

      @Override
      public Dataset<Row> read(Collection<LocalDate> days) {
        NavigableSet<LocalDate> wanted = new TreeSet<>(days);
        NavigableSet<LocalDate> early = wanted.headSet(day, false);
        NavigableSet<LocalDate> late = wanted.tailSet(day, true);
        if (early.isEmpty()) {
          return from.read(late);
        }
        return late.isEmpty()
            ? before.read(early)
            : before.read(early).unionByName(from.read(late));
      }
    };
  }
}
