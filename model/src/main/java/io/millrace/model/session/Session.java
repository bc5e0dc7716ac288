package io.millrace.model.session;

/**
 * A visitor's consecutive events.
 *
 * @param startMicros time of the first event, microseconds since 1970-01-01T00:00:00Z; the session
 *     belongs to this time's day
 * @param endMicros time of the last event
 * @param events how many there are, at least 1
 * @param end why it ended; {@link EndReason#OPEN} only for a visitor's last one
 * @param summary what the fold made of the events
 */
public record Session<A>(long startMicros, long endMicros, long events, EndReason end, A summary) {
  /** Time between the first and the last event, in microseconds; 0 for a single event. */
  public long durationMicros() {
    return endMicros - startMicros;
  }
}
