package io.millrace.warehouse.session;

import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Events without duplicates, by day. */
public interface EventDays {

  /** The days that have any. */
  NavigableSet<LocalDate> existing();

  /** The events of those days, in the columns of {@link SessionEvents}. */
  Dataset<Row> read(Collection<LocalDate> days);
}
