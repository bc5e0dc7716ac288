package io.millrace.model.landing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a batch tells of how its records arrived.
 *
 * @param bytes the sum of the records' values as they were on the topic, refused ones included
 * @param lateness live records by hour of arrival and lateness, in that order
 * @param arrivals by window, in order
 * @param latest the greatest {@code kafka_time} of each partition's records, refused ones included
 */
public record Arrived(
    long bytes,
    List<LatenessCount> lateness,
    List<Arrival> arrivals,
    Map<Integer, Instant> latest) {

  /** Nothing is known. */
  public static final Arrived NONE = new Arrived(0, List.of(), List.of(), Map.of());

  public Arrived {
    lateness = List.copyOf(lateness);
    arrivals = List.copyOf(arrivals);
    latest = Map.copyOf(latest);
  }
}
