package io.millrace.model.health;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.PartitionTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Up to when all that reached Kafka is in the log. Within a partition {@code kafka_time} only
 * grows, so everything before its greatest one so far has been read. A partition of which nothing
 * is left to read has passed the time at which that was asked.
 */
public final class ArrivalClock {

  private final Duration skew;

  /**
   * @param skew how much a broker's clock may be behind ours
   */
  public ArrivalClock(Duration skew) {
    this.skew = skew;
  }

  /**
   * The time that every partition has passed.
   *
   * @param last the newest published record, if there is one
   * @param topicEnds the end of each of the topic's partitions, asked at {@code askedAt} or later
   * @return empty while a partition that was never read has records
   */
  public Optional<Instant> passed(
      Optional<CommitRecord> last, Map<Integer, Long> topicEnds, Instant askedAt) {
    Map<Integer, Instant> arrived = new TreeMap<>();
    for (PartitionTime until : last.map(CommitRecord::arrivedUntil).orElse(List.of())) {
      arrived.put(until.partition(), until.time());
    }
    Map<Integer, Long> read = last.map(CommitRecord::endsByPartition).orElse(Map.of());
    Instant passed = askedAt.minus(skew);
    for (Map.Entry<Integer, Long> end : topicEnds.entrySet()) {
      boolean allRead = end.getValue() <= read.getOrDefault(end.getKey(), 0L);
      Instant until = arrived.get(end.getKey());
      if (!allRead && until == null) {
        return Optional.empty();
      } else if (!allRead && until.isBefore(passed)) {
        passed = until;
      }
    }
    return Optional.of(passed);
  }
}
