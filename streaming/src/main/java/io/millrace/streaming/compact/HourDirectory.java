package io.millrace.streaming.compact;

import io.millrace.model.landing.EventHour;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Looks hours up in the metastore, over a connection of its own. What it throws may be gone the
 * next time.
 */
public interface HourDirectory extends AutoCloseable {

  /** Every hour that a table has; none if there is no such table. */
  List<EventHour> hours(String table);

  /** Those of the hours that are there. */
  Map<EventHour, HourSize> sizes(String table, Collection<EventHour> hours);

  @Override
  void close();
}
