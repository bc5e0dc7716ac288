package io.millrace.streaming.live;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * How far the tasks of a query have read each topic-partition. What they report only ever grows and
 * is merged by the greater, so that a task that runs twice changes nothing.
 */
public final class ReadProgress
    extends AccumulatorV2<Map<Integer, ReadProgress.Reached>, Map<Integer, ReadProgress.Reached>> {

  /**
   * What was read of a partition.
   *
   * @param untilOffset the end, exclusive
   * @param countedUntil the end of the last record that a view counts; 0 before the first
   * @param greatestMicros the greatest time of those, in microseconds since the epoch; {@link
   *     Long#MIN_VALUE} before the first
   */
  public record Reached(long untilOffset, long countedUntil, long greatestMicros)
      implements Serializable {

    /** As far as either. */
    public Reached and(Reached other) {
      return new Reached(
          Math.max(untilOffset, other.untilOffset),
          Math.max(countedUntil, other.countedUntil),
          Math.max(greatestMicros, other.greatestMicros));
    }
  }

  private final Map<Integer, Reached> partitions = new ConcurrentHashMap<>();

  @Override
  public boolean isZero() {
    return partitions.isEmpty();
  }

  @Override
  public ReadProgress copy() {
    ReadProgress copy = new ReadProgress();
    copy.partitions.putAll(partitions);
    return copy;
  }

  @Override
  public void reset() {
    partitions.clear();
  }

  @Override
  public void add(Map<Integer, Reached> read) {
    read.forEach((partition, reached) -> partitions.merge(partition, reached, Reached::and));
  }

  @Override
  public void merge(AccumulatorV2<Map<Integer, Reached>, Map<Integer, Reached>> other) {
    add(other.value());
  }

  @Override
  public Map<Integer, Reached> value() {
    return new HashMap<>(partitions);
  }
}
