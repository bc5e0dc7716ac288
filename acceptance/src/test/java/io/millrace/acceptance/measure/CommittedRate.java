package io.millrace.acceptance.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How fast committed records come onto a topic from now on. The first of them do not count, and the
 * time is from the append of the last of those: neither a start of a program is in it nor its
 * warming up.
 */
final class CommittedRate implements AutoCloseable {

  private final List<Long> appendedMillis = new ArrayList<>();
  private final TopicTail tail;

  CommittedRate(String brokers, String topic) {
    this.tail = new TopicTail(brokers, topic, "read_committed", this::take);
  }

  /** Waits for so many records; false when none came for that long. */
  boolean await(long records, Duration longestSilence) throws InterruptedException {
    long last = System.nanoTime();
    long before = 0;
    while (count() < records) {
      if (count() > before) {
        before = count();
        last = System.nanoTime();
      } else if (System.nanoTime() - last > longestSilence.toNanos()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return true;
  }

  synchronized long count() {
    return appendedMillis.size();
  }

  /**
   * Records a second.
   *
   * @param warmUp so many do not count
   */
  synchronized double perSecond(long warmUp) {
    return perSecond(appendedMillis, warmUp);
  }

  /** The same of times of append in any order. */
  static double perSecond(List<Long> appendedMillis, long warmUp) {
    List<Long> sorted = appendedMillis.stream().sorted().toList();
    int first = Math.toIntExact(warmUp);
    if (first < 1 || first >= sorted.size()) {
      throw new IllegalArgumentException(
          "%d records are no more than the %d that do not count".formatted(sorted.size(), warmUp));
    }
    long millis = sorted.get(sorted.size() - 1) - sorted.get(first - 1);
    return (sorted.size() - first) * 1000.0 / Math.max(1, millis);
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
    appendedMillis.add(record.timestamp());
  }

  @Override
  public void close() {
    tail.close();
  }
}
