package io.millrace.streaming.live;

import io.millrace.model.landing.LiveProgress;
import io.millrace.model.landing.LiveProgress.Greatest;
import io.millrace.model.landing.LiveWatermark;
import io.millrace.streaming.live.ReadProgress.Reached;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far each partition of a topic has been read, and the watermark that follows from it. */
public final class PartitionTimes {

  private final LiveWatermark watermark;
  private final Map<Integer, Long> read;
  private final Map<Integer, Reached> reached = new TreeMap<>();
  private final Map<Integer, Greatest> greatest = new TreeMap<>();

  /**
   * @param start the offsets that reading began at
   */
  public PartitionTimes(LiveWatermark watermark, Map<Integer, Long> start) {
    this.watermark = watermark;
    this.read = new TreeMap<>(start);
  }

  /** Notes what has been read by now. */
  public void reach(Map<Integer, Reached> now, Instant at) {
    now.forEach(
        (partition, fresh) -> {
          Reached before = reached.put(partition, fresh);
          read.merge(partition, fresh.untilOffset(), Math::max);
          if (fresh.countedUntil() > (before == null ? 0 : before.countedUntil())) {
            greatest.put(
                partition,
                new Greatest(
                    partition, Instant.EPOCH.plus(fresh.greatestMicros(), ChronoUnit.MICROS), at));
          }
        });
  }

  /** The greatest time read of a partition; {@link Instant#MIN} before the first. */
  public Instant greatest(int partition) {
    return greatest.containsKey(partition) ? greatest.get(partition).eventTime() : Instant.MIN;
  }

  /** The greatest time read of any partition; {@link Instant#MIN} before the first. */
  Instant greatest() {
    return greatest.values().stream()
        .map(Greatest::eventTime)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  /** The offset up to which a partition was read. */
  public long read(int partition) {
    return read.getOrDefault(partition, 0L);
  }

  /**
   * The watermark.
   *
   * @param ends for each partition the offset behind its last record
   * @return empty before the first record, and while a partition that never brought one has records
   *     left to read
   */
  public Optional<Instant> watermark(Map<Integer, Long> ends, Instant now) {
    if (greatest.isEmpty()) {
      return Optional.empty();
    }
    LiveProgress progress =
        new LiveProgress(
            greatest.values().iterator().next().eventTime(), List.copyOf(greatest.values()));
    return watermark.at(progress, lags(ends), now);
  }

  /** How many records are left to read. */
  public long lag(Map<Integer, Long> ends) {
    return lags(ends).values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<Integer, Long> lags(Map<Integer, Long> ends) {
    Map<Integer, Long> lags = new TreeMap<>();
    ends.forEach((partition, end) -> lags.put(partition, Math.max(0, end - read(partition))));
    return lags;
  }
}
