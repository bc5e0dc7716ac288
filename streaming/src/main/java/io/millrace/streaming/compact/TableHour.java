package io.millrace.streaming.compact;

import io.millrace.model.landing.EventHour;

/**
 * An hour of a table.
 *
 * @param table with its database
 */
public record TableHour(String table, EventHour hour) {

  @Override
  public String toString() {
    return "%s dt=%s hour=%s".formatted(table, hour.dt(), hour.hour());
  }
}
