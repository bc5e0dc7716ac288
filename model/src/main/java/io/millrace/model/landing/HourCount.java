package io.millrace.model.landing;

/**
 * The rows that a batch landed in one hour of event time for one run.
 *
 * @param run the replay's id, or null for live records
 * @param dt the day, {@code YYYY-MM-DD}
 * @param hour the hour, {@code HH}
 * @param rows how many
 * @param late whether the hour was already closed when the batch was decided
 */
public record HourCount(String run, String dt, String hour, long rows, boolean late) {

  /** The first instant of the hour. */
  public EventHour eventHour() {
    return EventHour.parse(dt, hour);
  }
}
