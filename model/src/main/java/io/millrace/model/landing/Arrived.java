package io.millrace.model.landing;

import java.util.List;

/**
 * What a batch tells of how its records arrived.
 *
 * @param bytes the sum of the records' values as they were on the topic, refused ones included
 * @param lateness live records by hour of arrival and lateness, in that order
 * @param arrivals by window, in order
 */
public record Arrived(long bytes, List<LatenessCount> lateness, List<Arrival> arrivals) {

  /** Nothing is known. */
  public static final Arrived NONE = new Arrived(0, List.of(), List.of());

  public Arrived {
    lateness = List.copyOf(lateness);
    arrivals = List.copyOf(arrivals);
  }
}
