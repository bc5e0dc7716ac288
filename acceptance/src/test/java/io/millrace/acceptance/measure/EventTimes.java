package io.millrace.acceptance.measure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far event time has come in a topic of JSON records, and when. */
final class EventTimes implements AutoCloseable {

  private static final Pattern EVENT_TIME = Pattern.compile("\"event_time\" *: *\"([^\"]+)\"");

  /** By partition: event time to when the broker had it, for each that was the latest so far. */
  private final Map<Integer, NavigableMap<Long, Long>> reached = new TreeMap<>();

  private final TopicTail tail;

  EventTimes(String brokers, String topic) {
    this.tail = new TopicTail(brokers, topic, this::take);
  }

  /**
   * When the slowest partition had come to an event time, both in milliseconds since the epoch;
   * empty if one has not, or nothing was read.
   */
  synchronized OptionalLong reached(long eventMillis) {
    long latest = Long.MIN_VALUE;
    for (int partition : tail.starts().keySet()) {
      Map.Entry<Long, Long> first =
          reached.getOrDefault(partition, new TreeMap<>()).ceilingEntry(eventMillis);
      if (first == null) {
        return OptionalLong.empty();
      }
      latest = Math.max(latest, first.getValue());
    }
    return OptionalLong.of(latest);
  }

  @Override
  public void close() {
    tail.close();
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
    Matcher matcher = EVENT_TIME.matcher(new String(record.value(), StandardCharsets.UTF_8));
    if (matcher.find()) {
      long event = Instant.parse(matcher.group(1)).toEpochMilli();
      NavigableMap<Long, Long> partition =
          reached.computeIfAbsent(record.partition(), p -> new TreeMap<>());
      if (partition.isEmpty() || event > partition.lastKey()) {
        partition.put(event, record.timestamp());
      }
    }
  }
}
