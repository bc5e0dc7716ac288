package io.millrace.acceptance.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** When the broker appended each record from now on, by the broker's own clock. */
final class ArrivalTimes implements AutoCloseable {

  private final Map<Integer, List<Long>> millis = new TreeMap<>();
  private final Map<Integer, Long> seen = new TreeMap<>();
  private final TopicTail tail;

  ArrivalTimes(String brokers, String topic) {
    this.tail =
        new TopicTail(
            brokers,
            topic,
            record -> {
              synchronized (this) {
                millis
                    .computeIfAbsent(record.partition(), p -> new ArrayList<>())
                    .add(record.timestamp());
              }
            });
  }

  /**
   * The records of a partition up to an offset have been seen.
   *
   * @return when each of those that had not been seen before was appended, in milliseconds since
   *     the epoch
   */
  synchronized List<Long> seen(int partition, long lastOffset) {
    long start = tail.starts().get(partition);
    long from = seen.getOrDefault(partition, start);
    List<Long> times = millis.getOrDefault(partition, List.of());
    long until = Math.min(lastOffset + 1, start + times.size());
    if (until <= from) {
      return List.of();
    }
    seen.put(partition, until);
    return List.copyOf(
        times.subList(Math.toIntExact(from - start), Math.toIntExact(until - start)));
  }

  /** When a record was appended, in milliseconds since the epoch; empty if it was before this. */
  synchronized OptionalLong at(int partition, long offset) {
    long place = offset - tail.starts().get(partition);
    List<Long> times = millis.getOrDefault(partition, List.of());
    return place >= 0 && place < times.size()
        ? OptionalLong.of(times.get(Math.toIntExact(place)))
        : OptionalLong.empty();
  }

  @Override
  public void close() {
    tail.close();
  }
}
